// Records, one a row; a row opens to all of its record. Rows are plain elements and drawn only when their record
// changes, because thousands come each second while following.
import { AngleDownIcon, AngleRightIcon } from '@patternfly/react-icons';
import { Fragment, memo, useCallback, useState } from 'react';
import { type KafkaRecord, recordId } from '../../api/records';
import { text } from '../../text';
import { preview } from './payload';
import { RecordDetail } from './RecordDetail';
import { RecordTime } from './RecordTime';
import type { RecordsSearch } from './search';

const { columns } = text.records;
const COLUMNS = Object.keys(columns).length;
/** Made once: what stays the same is not compared. */
const OPENED = <AngleDownIcon />;
const CLOSED = <AngleRightIcon />;

interface Props {
  instance: string;
  topic: string;
  records: readonly KafkaRecord[];
  search: RecordsSearch;
  /** What a row is known by, if not by its record. */
  rowKey?: (at: number) => number;
}

export function RecordsTable({ instance, topic, records, search, rowKey }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  return (
    <div className="millrace-scroll" tabIndex={0} role="region" aria-label={text.records.title}>
      <table className="pf-v6-c-table pf-m-compact millrace-records">
        <caption className="pf-v6-screen-reader">{text.records.title}</caption>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {Object.values(columns).map((column) => (
              <th key={column} scope="col" className="pf-v6-c-table__th">
                {column === columns.open ? <span className="pf-v6-screen-reader">{column}</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {records.map((record, at) => {
            const id = recordId(record);
            const isOpen = open.has(id);
            return (
              <Fragment key={rowKey?.(at) ?? id}>
                <Row id={id} record={record} isOpen={isOpen} toggle={toggle} />
                {isOpen && (
                  <tr key={id} className="pf-v6-c-table__tr">
                    <td className="pf-v6-c-table__td" colSpan={COLUMNS}>
                      <RecordDetail instance={instance} topic={topic} record={record} search={search} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  id: string;
  record: KafkaRecord;
  isOpen: boolean;
  toggle: (id: string) => void;
}

const Row = memo(function Row({ id, record, isOpen, toggle }: RowProps) {
  return (
    <tr className="pf-v6-c-table__tr">
      <td className="pf-v6-c-table__td">
        <button
          type="button"
          className="pf-v6-c-button pf-m-plain pf-m-small"
          aria-label={text.records.details(id)}
          aria-expanded={isOpen}
          onClick={() => toggle(id)}
        >
          <span className="pf-v6-c-button__icon">{isOpen ? OPENED : CLOSED}</span>
        </button>
      </td>
      <td className="pf-v6-c-table__td millrace-number millrace-nowrap">
        <RecordTime record={record} />
      </td>
      <td className="pf-v6-c-table__td millrace-number">{record.partition}</td>
      <td className="pf-v6-c-table__td millrace-number">{record.offset}</td>
      <td className="pf-v6-c-table__td millrace-mono millrace-preview">
        {record.key ? preview(record.key) : <i className="millrace-muted">{text.records.noKey}</i>}
      </td>
      <td className="pf-v6-c-table__td millrace-mono millrace-preview">
        {record.value ? preview(record.value) : <i className="millrace-muted">{text.records.tombstone}</i>}
      </td>
    </tr>
  );
});
