// What a reset does: from which offset to which, in each partition.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { GroupMove } from '../../api/groups';
import { count, difference } from '../../parts/numbers';
import { text } from '../../text';

const { columns, previewTitle } = text.groups.reset;

export function Moves({ moves }: { moves: readonly GroupMove[] }) {
  return (
    <Table aria-label={previewTitle} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          {Object.values(columns).map((column) => (
            <Th key={column}>{column}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody className="millrace-number">
        {moves.map(({ topic, partition, before, after }) => (
          <Tr key={`${topic} ${partition}`}>
            <Td dataLabel={columns.topic} modifier="breakWord">
              {topic}
            </Td>
            <Td dataLabel={columns.partition}>{partition}</Td>
            <Td dataLabel={columns.before}>
              {before == null ? text.groups.uncommitted : <del>{count(before)}</del>}
            </Td>
            <Td dataLabel={columns.after}>
              <ins>{count(after)}</ins>
            </Td>
            <Td dataLabel={columns.by}>{before == null ? text.groups.unknown : difference(before, after)}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
