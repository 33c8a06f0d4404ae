// What a credential may do, shown and changed.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Credential, credentialQuery, type Grant, updateCredential } from '../../api/credentials';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { FormDialog } from '../../parts/FormDialog';
import { Section } from '../../parts/Section';
import { useOpened } from '../../parts/useOpened';
import { text } from '../../text';
import { areComplete, GrantsEditor } from './GrantsEditor';

const words = text.credentials.grants;

function namesOf({ resource, name, pattern }: Grant): string {
  if (resource === 'cluster') return '';
  if (name === '*') return text.credentials.allNames;
  return pattern === 'prefixed' ? text.credentials.within(name) : name;
}

export function Grants({ credential }: { credential: Credential }) {
  const [editing, setEditing] = useState(false);
  return (
    <Section
      title={words.title}
      action={
        <ActionButton
          variant="secondary"
          permissions={credential.permissions}
          action="credential.update"
          onClick={() => setEditing(true)}
        >
          {words.edit}
        </ActionButton>
      }
    >
      <Table variant="compact" gridBreakPoint="grid-md" aria-label={words.caption}>
        <Thead>
          <Tr>
            <Th>{words.resource}</Th>
            <Th>{words.name}</Th>
            <Th>{words.operations}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {credential.grants.map((grant, place) => (
            <Tr key={place}>
              <Td dataLabel={words.resource}>{words.resources[grant.resource]}</Td>
              <Td dataLabel={words.name}>{namesOf(grant)}</Td>
              <Td dataLabel={words.operations}>
                {grant.operations.map((operation) => operation.replaceAll('_', ' ')).join(', ')}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {editing && <EditGrants credential={credential} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function EditGrants({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const queries = useQueryClient();
  const { opened, lookAgain } = useOpened(credential, () =>
    queries.query({ ...credentialQuery(credential.instance_id, credential.id), staleTime: 0 }),
  );
  return <GrantsForm key={opened.etag} credential={opened} onLookAgain={lookAgain} onClose={onClose} />;
}

interface FormProps {
  credential: Credential;
  onLookAgain: () => void;
  onClose: () => void;
}

function GrantsForm({ credential, onLookAgain, onClose }: FormProps) {
  const [grants, setGrants] = useState(credential.grants);
  const queries = useQueryClient();
  const notify = useNotify();
  const save = useMutation({
    mutationFn: () => updateCredential(credential, { grants }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['credentials', credential.instance_id] });
      notify('success', words.saved);
      onClose();
    },
  });
  const problem = (pointer: string) =>
    save.error instanceof ApiError ? save.error.field(pointer) : undefined;
  return (
    <FormDialog
      title={words.edit}
      description={credential.name}
      variant="large"
      submit={words.save}
      ready={areComplete(grants)}
      pending={save.isPending}
      error={save.error}
      onLookAgain={onLookAgain}
      onSubmit={save.mutate}
      onClose={onClose}
    >
      <GrantsEditor grants={grants} onChange={setGrants} problem={problem} />
    </FormDialog>
  );
}
