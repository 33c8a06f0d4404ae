// The keys of a credential: who uses which, a second one, and taking one away.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Credential, revokeKey } from '../../api/credentials';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { RowAction } from '../../parts/RowAction';
import { Section } from '../../parts/Section';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { AddKey } from './AddKey';
import { reasonOf } from './failures';
import { userOf } from './use';

const words = text.credentials.keys;
const MOST = 2;

export function Keys({ credential }: { credential: Credential }) {
  const { keys, permissions } = credential;
  const [revoking, setRevoking] = useState<string>();
  const [adding, setAdding] = useState(false);
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
          onClick={() => setAdding(true)}
        >
          {words.add}
        </ActionButton>
      }
    >
      <Table variant="compact" gridBreakPoint="grid-lg" aria-label={words.caption}>
        <Thead>
          <Tr>
            <Th>{words.id}</Th>
            <Th>{words.created}</Th>
            <Th>{words.expires}</Th>
            <Th>{words.lastUsed}</Th>
            <Th>{words.by}</Th>
            <Th>{words.failed}</Th>
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
              <Td dataLabel={words.failed}>
                {key.last_failed ? (
                  <>
                    {text.credentials.failed.times(key.failed_count)}
                    <div className="millrace-muted">
                      {reasonOf(key.last_failed.reason)}, <Timestamp at={key.last_failed.at} />
                    </div>
                  </>
                ) : (
                  text.common.none
                )}
              </Td>
              <RowAction
                permissions={permissions}
                action="credential.key.revoke"
                label={words.revoke}
                of={key.id}
                onClick={() => setRevoking(key.id)}
              />
            </Tr>
          ))}
        </Tbody>
      </Table>
      {revoking && (
        <RevokeKey credential={credential} keyId={revoking} onClose={() => setRevoking(undefined)} />
      )}
      {adding && <AddKey credential={credential} onClose={() => setAdding(false)} />}
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
