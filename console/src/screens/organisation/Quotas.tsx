// What an organisation may use in all, and what of it is in use.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { type Quota, quotasQuery } from '../../api/quotas';
import { bytes, count } from '../../parts/numbers';
import { QueryView } from '../../parts/QueryView';
import { ShareBar } from '../../parts/ShareBar';
import { text } from '../../text';
import { Section } from '../../parts/Section';

const words = text.organisation.quotas;
const { columns } = words;

function shown({ name }: Quota, value: number): string {
  return name.startsWith('bytes') ? `${bytes(value)}/s` : count(value);
}

export function Quotas({ org }: { org: string }) {
  const query = useQuery(quotasQuery(org));
  return (
    <Section title={words.title} explained={words.explained}>
      <QueryView query={query}>
        {({ items }) => (
          <Table aria-label={words.title} gridBreakPoint="grid-md" variant="compact">
            <Thead>
              <Tr>
                <Th>{columns.name}</Th>
                <Th>{columns.used}</Th>
                <Th>{columns.limit}</Th>
                <Th width={40} screenReaderText={columns.used} />
              </Tr>
            </Thead>
            <Tbody>
              {items.map((quota) => (
                <Tr key={quota.name}>
                  <Td dataLabel={columns.name}>{words.names[quota.name]}</Td>
                  <Td dataLabel={columns.used} className="millrace-number">
                    {shown(quota, quota.used)}
                  </Td>
                  <Td dataLabel={columns.limit} className="millrace-number">
                    {shown(quota, quota.limit)}
                  </Td>
                  <Td>
                    <ShareBar label={words.names[quota.name]} used={quota.used} limit={quota.limit} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </QueryView>
    </Section>
  );
}
