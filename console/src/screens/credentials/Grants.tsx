// What a credential may do, shown and changed.
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Credential, type Grant, updateCredential } from '../../api/credentials';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { ProblemAlert } from '../../parts/ProblemAlert';
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
    <Card>
      <CardHeader
        actions={{
          actions: (
            <ActionButton
              variant="secondary"
              permissions={credential.permissions}
              action="credential.update"
              onClick={() => setEditing(true)}
            >
              {words.edit}
            </ActionButton>
          ),
        }}
      >
        <CardTitle component="h2">{words.title}</CardTitle>
      </CardHeader>
      <CardBody>
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
      </CardBody>
      {editing && <EditGrants credential={credential} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function EditGrants({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const [grants, setGrants] = useState(credential.grants);
  const queries = useQueryClient();
  const notify = useNotify();
  const save = useMutation({
    mutationFn: () => updateCredential(credential.instance_id, credential.id, { grants }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['credentials', credential.instance_id] });
      notify('success', words.saved);
      onClose();
    },
  });
  const problem = (pointer: string) =>
    save.error instanceof ApiError ? save.error.field(pointer) : undefined;
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-label={words.edit}>
      <ModalHeader title={words.edit} description={credential.name} />
      <ModalBody tabIndex={0}>
        <Form
          id="edit-grants"
          onSubmit={(event) => {
            event.preventDefault();
            if (areComplete(grants) && !save.isPending) save.mutate();
          }}
        >
          <GrantsEditor grants={grants} onChange={setGrants} problem={problem} />
          {save.error && <ProblemAlert error={save.error} />}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="edit-grants" isDisabled={!areComplete(grants)} isLoading={save.isPending}>
          {words.save}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
