// Issues an API token, and shows its secret this once.
import { FormGroup, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../api/members';
import { createToken } from '../../api/tokens';
import { CopyField } from '../../parts/CopyField';
import { FormDialog } from '../../parts/FormDialog';
import { SecretDialog } from '../../parts/SecretDialog';
import { text } from '../../text';
import { RoleSelect } from './RoleSelect';

const words = text.organisation.tokens;
const DAY_MS = 86_400_000;

/** In how many days, or never. */
type Lifetime = keyof typeof words.lifetimes;

export function CreateToken({ org, onClose }: { org: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('developer');
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: () => {
      const expires_at =
        lifetime === 'never' ? null : new Date(Date.now() + Number(lifetime) * DAY_MS).toISOString();
      return createToken(org, { name: name.trim(), role, expires_at });
    },
    // What was answered holds the secret: nothing keeps it once the dialog is closed.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens', org] }),
  });
  if (create.data) {
    return (
      <SecretDialog title={words.secretTitle} onDone={onClose}>
        <CopyField label={words.secret} value={create.data.secret.api_token} variant="expansion" />
      </SecretDialog>
    );
  }
  return (
    <FormDialog
      title={words.create}
      description={words.explained}
      submit={words.create}
      pending={create.isPending}
      error={create.error}
      onSubmit={create.mutate}
      onClose={onClose}
    >
      <FormGroup label={words.name} fieldId="token-name" isRequired>
        <TextInput
          id="token-name"
          isRequired
          autoComplete="off"
          value={name}
          onChange={(_, value) => setName(value)}
        />
      </FormGroup>
      <FormGroup label={text.organisation.role} fieldId="token-role">
        <RoleSelect id="token-role" value={role} onChange={setRole} />
      </FormGroup>
      <FormGroup label={words.expires} fieldId="token-expires">
        <FormSelect
          id="token-expires"
          value={lifetime}
          onChange={(_, value) => setLifetime(value as Lifetime)}
        >
          {Object.entries(words.lifetimes).map(([value, label]) => (
            <FormSelectOption key={value} value={value} label={label} />
          ))}
        </FormSelect>
      </FormGroup>
    </FormDialog>
  );
}
