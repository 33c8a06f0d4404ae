// The API tokens of an organisation.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeToken, type Token, tokensQuery } from '../../api/tokens';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { QueryView } from '../../parts/QueryView';
import { RowAction } from '../../parts/RowAction';
import { Section } from '../../parts/Section';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { CreateToken } from './CreateToken';
import { usePermissions } from './usePermissions';

const words = text.organisation.tokens;
const { columns } = words;

export function Tokens({ org }: { org: string }) {
  const permissions = usePermissions(org);
  const readable = permissions.includes('token.read');
  const query = useQuery({ ...tokensQuery(org), enabled: readable });
  const queries = useQueryClient();
  const notify = useNotify();
  const [creating, setCreating] = useState(false);
  const [going, setGoing] = useState<Token | null>(null);
  const revoke = useMutation({
    mutationFn: (token: Token) => revokeToken(org, token.id),
    onSuccess: async (_, { name }) => {
      setGoing(null);
      notify('success', words.revoked(name));
      await queries.invalidateQueries({ queryKey: ['tokens', org] });
    },
  });
  return (
    <Section
      title={words.title}
      explained={words.explained}
      action={
        <ActionButton permissions={permissions} action="token.create" onClick={() => setCreating(true)}>
          {words.create}
        </ActionButton>
      }
    >
      {!readable && <p>{text.common.notAllowed('token.read')}</p>}
      {readable && (
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{words.empty}</p>
            ) : (
              <Table aria-label={words.title} gridBreakPoint="grid-lg" variant="compact">
                <Thead>
                  <Tr>
                    <Th>{columns.name}</Th>
                    <Th>{columns.role}</Th>
                    <Th>{columns.id}</Th>
                    <Th>{columns.created}</Th>
                    <Th>{columns.used}</Th>
                    <Th>{columns.expires}</Th>
                    <Th screenReaderText={words.revoke} />
                  </Tr>
                </Thead>
                <Tbody>
                  {items.map((token) => (
                    <Tr key={token.id}>
                      <Td dataLabel={columns.name}>{token.name}</Td>
                      <Td dataLabel={columns.role}>{token.role}</Td>
                      <Td dataLabel={columns.id} className="millrace-mono">
                        {token.key_id}
                      </Td>
                      <Td dataLabel={columns.created}>
                        <Timestamp at={token.created_at} />
                      </Td>
                      <Td dataLabel={columns.used}>
                        <Timestamp at={token.last_used_at} />
                      </Td>
                      <Td dataLabel={columns.expires}>
                        <Timestamp at={token.expires_at} />
                      </Td>
                      <RowAction
                        permissions={permissions}
                        action="token.revoke"
                        label={words.revoke}
                        of={token.name}
                        onClick={() => {
                          revoke.reset();
                          setGoing(token);
                        }}
                      />
                    </Tr>
                  ))}
                </Tbody>
              </Table>
            )
          }
        </QueryView>
      )}
      {creating && <CreateToken org={org} onClose={() => setCreating(false)} />}
      {going && (
        <ConfirmDelete
          title={words.revokeTitle(going.name)}
          name={going.name}
          confirm={words.revoke}
          error={revoke.error}
          pending={revoke.isPending}
          onConfirm={() => revoke.mutate(going)}
          onClose={() => setGoing(null)}
        >
          <p>
            {words.revokeExplained} <Timestamp at={going.last_used_at} />
          </p>
        </ConfirmDelete>
      )}
    </Section>
  );
}
