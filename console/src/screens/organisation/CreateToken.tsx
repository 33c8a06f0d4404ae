// Issues an API token, and shows its secret this once.
import { FormGroup } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../api/members';
import { createToken } from '../../api/tokens';
import { CopyField } from '../../parts/CopyField';
import { type Expiry, expiresAt, ExpirySelect } from '../../parts/ExpirySelect';
import { FormDialog } from '../../parts/FormDialog';
import { NameField } from '../../parts/NameField';
import { isNameTaken, nameFault } from '../../parts/nameFault';
import { isName } from '../../parts/names';
import { SecretDialog } from '../../parts/SecretDialog';
import { text } from '../../text';
import { RoleSelect } from './RoleSelect';

const words = text.organisation.tokens;

export function CreateToken({ org, onClose }: { org: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('developer');
  const [expiry, setExpiry] = useState<Expiry>('90');
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: () => createToken(org, { name, role, expires_at: expiresAt(expiry) }),
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
      ready={isName(name)}
      error={isNameTaken(create.error) ? null : create.error}
      onSubmit={create.mutate}
      onClose={onClose}
    >
      <NameField
        id="token-name"
        value={name}
        error={nameFault(name, create.error)}
        help={words.nameHelp}
        onChange={(value) => {
          create.reset();
          setName(value);
        }}
      />
      <FormGroup label={text.organisation.role} fieldId="token-role">
        <RoleSelect id="token-role" value={role} onChange={setRole} />
      </FormGroup>
      <ExpirySelect id="token-expires" label={words.expires} value={expiry} onChange={setExpiry} />
    </FormDialog>
  );
}
