// How far a group is in each partition, and which member reads that.
import { Caption, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Group } from '../../api/groups';
import { text } from '../../text';
import { known, longestText, secondsText } from './lag';

const { partition: columns, ...words } = text.groups;

export function OffsetsTable({ group }: { group: Group }) {
  const { partitions, members, permissions, total_lag } = group;
  if (partitions.length === 0) return words.none;
  const reader = (id: string | null | undefined) => {
    const member = members.find((one) => one.id === id);
    return member ? `${member.client_id} (${member.host})` : words.unread;
  };
  return (
    <Table variant="compact" gridBreakPoint="grid-md">
      <Caption>
        {columns.lag}: {known(total_lag)}. {columns.seconds}: {longestText(group)}. {words.secondsHelp}
      </Caption>
      <Thead>
        <Tr>
          {Object.values(columns).map((column) => (
            <Th key={column}>{column}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody className="millrace-number">
        {partitions.map((one) => (
          <Tr key={`${one.topic} ${one.partition}`}>
            <Td dataLabel={columns.topic} modifier="breakWord">
              {one.topic}
            </Td>
            <Td dataLabel={columns.partition}>{one.partition}</Td>
            <Td dataLabel={columns.committed}>
              {one.committed_offset == null ? words.uncommitted : known(one.committed_offset)}
            </Td>
            <Td dataLabel={columns.end}>{known(one.end_offset)}</Td>
            <Td dataLabel={columns.lag}>{known(one.lag)}</Td>
            <Td dataLabel={columns.seconds}>{secondsText(one.lag_seconds, permissions)}</Td>
            <Td dataLabel={columns.member} modifier="breakWord">
              {reader(one.member_id)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
