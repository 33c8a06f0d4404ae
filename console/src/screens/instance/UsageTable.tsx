// The numbers behind the chart, the newest first, as a table and as a file.
import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Usage } from '../../api/usage';
import { download } from '../../parts/download';
import { bytes, count } from '../../parts/numbers';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';

const words = text.instance.usage;

const FIELDS = [
  'at',
  'bytes_in_per_second',
  'bytes_out_per_second',
  'messages_in_per_second',
  'connections',
  'throttled_ms',
] as const;

function csv({ points }: Usage): string {
  return [FIELDS.join(','), ...points.map((point) => FIELDS.map((field) => point[field]).join(','))].join(
    '\n',
  );
}

export function UsageTable({ usage }: { usage: Usage }) {
  return (
    <div>
      <Button variant="link" isInline onClick={() => download('usage.csv', `${csv(usage)}\n`)}>
        {text.connect.download('usage.csv')}
      </Button>
      <div className="millrace-code" tabIndex={0} role="region" aria-label={words.title}>
        <Table variant="compact" gridBreakPoint="" isStickyHeader aria-label={words.title}>
          <Thead>
            <Tr>
              <Th>{words.at}</Th>
              <Th>{words.bytesIn}</Th>
              <Th>{words.bytesOut}</Th>
              <Th>{words.connections}</Th>
              <Th>{words.throttled}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {usage.points.toReversed().map((point) => (
              <Tr key={point.at}>
                <Td>
                  <Timestamp at={point.at} />
                </Td>
                <Td className="millrace-number">{bytes(Math.round(point.bytes_in_per_second))}/s</Td>
                <Td className="millrace-number">{bytes(Math.round(point.bytes_out_per_second))}/s</Td>
                <Td className="millrace-number">{count(point.connections)}</Td>
                <Td className="millrace-number">{count(point.throttled_ms)} ms</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </div>
  );
}
