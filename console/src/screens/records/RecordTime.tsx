// When a record is from. Producers may write any number, also one that is no time.
import type { KafkaRecord } from '../../api/records';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';

export function RecordTime({ record }: { record: KafkaRecord }) {
  const time = new Date(Number(record.timestamp));
  if (Number.isNaN(time.getTime())) return <>{text.records.detail.noTime(record.timestamp)}</>;
  return <Timestamp at={time.toISOString()} exact />;
}
