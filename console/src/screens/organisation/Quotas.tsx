// What an organisation may use in all, and what of it is in use.
import { Progress, ProgressMeasureLocation, ProgressVariant } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { type Quota, quotasQuery } from '../../api/quotas';
import { bytes, count } from '../../parts/numbers';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { Section } from '../../parts/Section';

const words = text.organisation.quotas;
const { columns } = words;
/** From which share on a quota is shown as nearly used up. */
const NEARLY = 0.8;

function shown({ name }: Quota, value: number): string {
  return name.startsWith('bytes') ? `${bytes(value)}/s` : count(value);
}

function Bar({ quota }: { quota: Quota }) {
  const { name, used, limit } = quota;
  const share = limit > 0 ? used / limit : used > 0 ? 1 : 0;
  return (
    <Progress
      aria-label={words.names[name]}
      value={Math.min(100, share * 100)}
      measureLocation={ProgressMeasureLocation.outside}
      {...(share >= 1 && { variant: ProgressVariant.danger })}
      {...(share >= NEARLY && share < 1 && { variant: ProgressVariant.warning })}
    />
  );
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
                    <Bar quota={quota} />
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
