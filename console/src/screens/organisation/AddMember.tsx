// Takes a person who has an account into the organisation.
import { FormGroup } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addMember, type Role } from '../../api/members';
import { useNotify } from '../../app/notices';
import { FormDialog } from '../../parts/FormDialog';
import { TextField } from '../../parts/TextField';
import { text } from '../../text';
import { RoleSelect } from './RoleSelect';

const words = text.organisation.members;

export function AddMember({ org, onClose }: { org: string; onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('developer');
  const queries = useQueryClient();
  const notify = useNotify();
  const add = useMutation({
    mutationFn: () => addMember(org, email.trim(), role),
    onSuccess: async () => {
      notify('success', words.added(email.trim()));
      onClose();
      await queries.invalidateQueries({ queryKey: ['members', org] });
    },
  });
  return (
    <FormDialog
      title={words.add}
      description={words.addExplained}
      submit={words.add}
      pending={add.isPending}
      error={add.error}
      onSubmit={add.mutate}
      onClose={onClose}
    >
      <TextField
        id="member-email"
        label={words.email}
        type="email"
        isRequired
        autoComplete="off"
        value={email}
        onChange={setEmail}
      />
      <FormGroup label={text.organisation.role} fieldId="member-role">
        <RoleSelect id="member-role" value={role} onChange={setRole} />
      </FormGroup>
    </FormDialog>
  );
}
