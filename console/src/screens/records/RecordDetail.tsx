// All of one record: key, value, headers, and what one does with it.
import { Alert, Button, Flex, FlexItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KafkaRecord, readRecord, recordId } from '../../api/records';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { isWhole } from './draft';
import { PayloadView } from './PayloadView';
import { plain } from './payload';
import { RecordTime } from './RecordTime';
import { permalink, type RecordsSearch } from './search';

const words = text.records.detail;

interface Props {
  instance: string;
  topic: string;
  record: KafkaRecord;
  search: RecordsSearch;
}

export function RecordDetail({ instance, topic, record, search }: Props) {
  const whole = useMutation({ mutationFn: () => readRecord(instance, topic, record) });
  const { key, value, headers, partition, offset, timestamp_type } = whole.data ?? record;
  const cut = !isWhole(whole.data ?? record);
  const to = '/instances/$instance/topics/$topic';
  const params = { instance, topic };
  return (
    <div className="millrace-record">
      <Flex>
        <FlexItem>
          <Link to={to} params={params} search={permalink(partition, offset)}>
            {words.permalink}
          </Link>
        </FlexItem>
        <FlexItem>
          <Link to={to} params={params} search={{ ...search, produce: recordId(record) }}>
            {words.copyToProduce}
          </Link>
        </FlexItem>
        {cut && !whole.isSuccess && (
          <FlexItem>
            <Button variant="link" isInline isLoading={whole.isPending} onClick={() => whole.mutate()}>
              {words.loadWhole}
            </Button>
          </FlexItem>
        )}
        <FlexItem className="millrace-muted">
          {words.place(partition, offset)}, <RecordTime record={record} /> (
          {timestamp_type === 'create_time' ? words.created : words.appended})
        </FlexItem>
      </Flex>
      {whole.error && <ProblemAlert error={whole.error} />}
      {whole.isSuccess && !whole.data && <Alert isInline variant="info" title={words.gone} />}
      <PayloadView label={words.key} payload={key} />
      <PayloadView label={words.value} payload={value} />
      <section>
        <h3>{words.headers}</h3>
        {headers.length === 0 ? (
          <p className="millrace-muted">{words.noHeaders}</p>
        ) : (
          <Table aria-label={words.headers} variant="compact" gridBreakPoint="">
            <Thead>
              <Tr>
                <Th>{words.headerName}</Th>
                <Th>{words.headerValue}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {headers.map((header, at) => (
                // Names may repeat, and headers never move.
                <Tr key={at}>
                  <Td className="millrace-mono" modifier="breakWord">
                    {header.key}
                  </Td>
                  <Td className="millrace-mono" modifier="breakWord">
                    {header.value ? (
                      plain(header.value)
                    ) : (
                      <span className="millrace-muted">{words.isNull}</span>
                    )}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </section>
    </div>
  );
}
