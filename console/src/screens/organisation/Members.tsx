// The people of an organisation and their roles.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeRole, type Member, membersQuery, removeMember, type Role } from '../../api/members';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { QueryView } from '../../parts/QueryView';
import { RowAction } from '../../parts/RowAction';
import { Section } from '../../parts/Section';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { AddMember } from './AddMember';
import { RoleSelect } from './RoleSelect';
import { usePermissions } from './usePermissions';

const words = text.organisation.members;
const { columns } = words;

export function Members({ org }: { org: string }) {
  const query = useQuery(membersQuery(org));
  const permissions = usePermissions(org);
  const queries = useQueryClient();
  const notify = useNotify();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['members', org] });
  const change = useMutation({
    mutationFn: ({ member, role }: { member: Member; role: Role }) => changeRole(org, member.id, role),
    onSuccess: async ({ email, role }) => {
      notify('success', words.changed(email, role));
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (member: Member) => removeMember(org, member.id),
    onSuccess: async (_, { email }) => {
      setLeaving(null);
      notify('success', words.removed(email));
      await refresh();
    },
  });
  return (
    <Section
      title={words.title}
      action={
        <ActionButton permissions={permissions} action="member.add" onClick={() => setAdding(true)}>
          {words.add}
        </ActionButton>
      }
    >
      {change.error && <ProblemAlert error={change.error} />}
      <QueryView query={query}>
        {({ items }) => (
          <Table aria-label={words.title} gridBreakPoint="grid-md" variant="compact">
            <Thead>
              <Tr>
                <Th>{columns.name}</Th>
                <Th>{columns.email}</Th>
                <Th>{columns.role}</Th>
                <Th>{columns.since}</Th>
                <Th screenReaderText={words.remove} />
              </Tr>
            </Thead>
            <Tbody>
              {items.map((member) => (
                <Tr key={member.id}>
                  <Td dataLabel={columns.name}>{member.name || text.common.none}</Td>
                  <Td dataLabel={columns.email}>{member.email}</Td>
                  <Td dataLabel={columns.role}>
                    <RoleSelect
                      id={`role-${member.id}`}
                      label={words.roleOf(member.email)}
                      short
                      value={member.role}
                      isDisabled={!permissions.includes('member.update') || change.isPending}
                      onChange={(role) => change.mutate({ member, role })}
                    />
                  </Td>
                  <Td dataLabel={columns.since}>
                    <Timestamp at={member.created_at} />
                  </Td>
                  <RowAction
                    permissions={permissions}
                    action="member.remove"
                    label={words.remove}
                    of={member.email}
                    onClick={() => {
                      remove.reset();
                      setLeaving(member);
                    }}
                  />
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </QueryView>
      {adding && <AddMember org={org} onClose={() => setAdding(false)} />}
      {leaving && (
        <ConfirmDelete
          title={words.removeTitle(leaving.email)}
          name={leaving.email}
          confirm={words.remove}
          error={remove.error}
          pending={remove.isPending}
          onConfirm={() => remove.mutate(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>{words.removeExplained}</p>
        </ConfirmDelete>
      )}
    </Section>
  );
}
