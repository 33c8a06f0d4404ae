// Takes a person who has an account into the organisation.
import {
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { addMember, type Role } from '../../api/members';
import { useNotify } from '../../app/notices';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { RoleSelect } from './RoleSelect';

const words = text.organisation.members;
const FORM = 'add-member';

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
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={words.add}>
      <ModalHeader title={words.add} description={words.addExplained} />
      <ModalBody>
        <Form id={FORM} onSubmit={submit}>
          {add.error && <ProblemAlert error={add.error} />}
          <FormGroup label={words.email} fieldId="member-email" isRequired>
            <TextInput
              id="member-email"
              type="email"
              isRequired
              autoComplete="off"
              value={email}
              onChange={(_, value) => setEmail(value)}
            />
          </FormGroup>
          <FormGroup label={text.organisation.role} fieldId="member-role">
            <RoleSelect id="member-role" value={role} onChange={setRole} />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={FORM} isLoading={add.isPending} isDisabled={add.isPending}>
          {words.add}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
