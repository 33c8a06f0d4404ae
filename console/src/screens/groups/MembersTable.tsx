// Who belongs to a group, from where, and what they read.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Group } from '../../api/groups';
import { count } from '../../parts/numbers';
import { text } from '../../text';

const words = text.groups.members;

export function MembersTable({ members }: Pick<Group, 'members'>) {
  return (
    <Table aria-label={words.title} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{words.client}</Th>
          <Th>{words.host}</Th>
          <Th>{words.id}</Th>
          <Th width={15}>{words.reads}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {members.map(({ id, instance_id, client_id, host, assignment }) => (
          <Tr key={id}>
            <Td dataLabel={words.client} modifier="breakWord">
              {client_id}
            </Td>
            <Td dataLabel={words.host}>{host}</Td>
            <Td dataLabel={words.id} className="millrace-mono">
              {instance_id ?? id}
            </Td>
            <Td dataLabel={words.reads} className="millrace-number">
              {count(assignment.length)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
