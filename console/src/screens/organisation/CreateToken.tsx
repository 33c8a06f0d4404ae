// Issues an API token, and shows its secret this once.
import {
  Button,
  Checkbox,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import type { Role } from '../../api/members';
import { createToken } from '../../api/tokens';
import { CopyField } from '../../parts/CopyField';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { RoleSelect } from './RoleSelect';

const words = text.organisation.tokens;
const FORM = 'create-token';
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
  if (create.data) return <SecretOnce secret={create.data.secret.api_token} onClose={onClose} />;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={words.create}>
      <ModalHeader title={words.create} description={words.explained} />
      <ModalBody>
        <Form id={FORM} onSubmit={submit}>
          {create.error && <ProblemAlert error={create.error} />}
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
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={FORM} isLoading={create.isPending} isDisabled={create.isPending}>
          {words.create}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [saved, setSaved] = useState(false);
  return (
    // Neither Escape nor a click beside it takes away what cannot be shown again.
    <Modal isOpen variant="small" aria-label={words.secretTitle} onEscapePress={() => undefined}>
      <ModalHeader title={words.secretTitle} description={words.secretExplained} titleIconVariant="warning" />
      <ModalBody>
        <CopyField label={words.secret} value={secret} variant="expansion" />
        <Checkbox
          id="token-saved"
          label={words.saved}
          isChecked={saved}
          onChange={(_, checked) => setSaved(checked)}
        />
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={!saved} onClick={onClose}>
          {words.done}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
