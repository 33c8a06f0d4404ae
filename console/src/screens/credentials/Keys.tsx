// The keys of a credential: who uses which, a second one, and taking one away.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createKey, type Credential, revokeKey } from '../../api/credentials';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Section } from '../../parts/Section';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { SecretOnce } from './SecretOnce';
import { userOf } from './use';

const words = text.credentials.keys;
const MOST = 2;

export function Keys({ credential }: { credential: Credential }) {
  const { instance_id: instance, id, name, keys, permissions } = credential;
  const queries = useQueryClient();
  const [revoking, setRevoking] = useState<string>();
  const add = useMutation({
    mutationFn: () => createKey(instance, id, null),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['credentials', instance] }),
  });
  return (
    <Section
      title={words.title}
      explained={words.addHelp}
      action={
        <ActionButton
          variant="secondary"
          permissions={permissions}
          action="credential.key.create"
          blocked={keys.length >= MOST ? words.most : undefined}
          isLoading={add.isPending}
          onClick={() => add.mutate()}
        >
          {words.add}
        </ActionButton>
      }
    >
      {add.error && <ProblemAlert error={add.error} />}
      <Table variant="compact" gridBreakPoint="grid-lg" aria-label={words.caption}>
        <Thead>
          <Tr>
            <Th>{words.id}</Th>
            <Th>{words.created}</Th>
            <Th>{words.expires}</Th>
            <Th>{words.lastUsed}</Th>
            <Th>{words.by}</Th>
            <Th screenReaderText={words.actions} />
          </Tr>
        </Thead>
        <Tbody>
          {keys.map((key) => (
            <Tr key={key.id}>
              <Td dataLabel={words.id} className="millrace-mono">
                {key.id}
              </Td>
              <Td dataLabel={words.created}>
                <Timestamp at={key.created_at} />
              </Td>
              <Td dataLabel={words.expires}>
                <Timestamp at={key.expires_at} />
              </Td>
              <Td dataLabel={words.lastUsed}>
                <Timestamp at={key.last_used?.at} />
              </Td>
              <Td dataLabel={words.by}>{key.last_used ? userOf(key.last_used) : text.common.none}</Td>
              <Td isActionCell>
                <ActionButton
                  variant="link"
                  isDanger
                  permissions={permissions}
                  action="credential.key.revoke"
                  aria-label={`${words.revoke} ${key.id}`}
                  onClick={() => setRevoking(key.id)}
                >
                  {words.revoke}
                </ActionButton>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {revoking && (
        <RevokeKey credential={credential} keyId={revoking} onClose={() => setRevoking(undefined)} />
      )}
      {add.data && (
        <SecretOnce instance={instance} name={name} secret={add.data.secret} onDone={() => add.reset()} />
      )}
    </Section>
  );
}

interface RevokeProps {
  credential: Credential;
  keyId: string;
  onClose: () => void;
}

function RevokeKey({ credential, keyId, onClose }: RevokeProps) {
  const queries = useQueryClient();
  const notify = useNotify();
  const use = credential.keys.find(({ id }) => id === keyId)?.last_used;
  const revoke = useMutation({
    mutationFn: () => revokeKey(credential.instance_id, credential.id, keyId),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['credentials', credential.instance_id] });
      notify('success', words.revoked(keyId));
      onClose();
    },
  });
  return (
    <ConfirmDelete
      title={words.revokeTitle(keyId)}
      name={keyId}
      confirm={words.revoke}
      error={revoke.error}
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{words.revokeLost}</p>
      <p>
        {use ? (
          <>
            {words.lastUsedAt} <Timestamp at={use.at} />, {userOf(use)}
          </>
        ) : (
          words.neverUsed
        )}
      </p>
    </ConfirmDelete>
  );
}
