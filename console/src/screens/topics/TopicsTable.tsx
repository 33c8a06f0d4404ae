// One page of topics.
import { Checkbox } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, type ThProps, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import { TOPIC_SORTS, type TopicOrder, type TopicSort, type TopicSummary } from '../../api/topics';
import { bytes, count } from '../../parts/numbers';
import { text } from '../../text';

const { columns } = text.topics;

interface Props {
  instance: string;
  topics: readonly TopicSummary[];
  order: TopicOrder;
  onOrder: (order: TopicOrder) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

export function TopicsTable({ instance, topics, order, onOrder, selected, onSelect }: Props) {
  const names = topics.map(({ name }) => name);
  const select = (changed: readonly string[], on: boolean) => {
    const next = new Set(selected);
    for (const name of changed) {
      if (on) next.add(name);
      else next.delete(name);
    }
    onSelect(next);
  };
  const [sorted, direction] = order.endsWith(' desc')
    ? ([order.slice(0, -' desc'.length), 'desc'] as const)
    : ([order, 'asc'] as const);
  const sort = (by: TopicSort): NonNullable<ThProps['sort']> => ({
    columnIndex: TOPIC_SORTS.indexOf(by),
    sortBy: { index: TOPIC_SORTS.findIndex((one) => one === sorted), direction },
    onSort: () => onOrder(sorted === by && direction === 'asc' ? `${by} desc` : by),
  });
  return (
    <Table aria-label={text.topics.title} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th
            aria-label={columns.select}
            select={{
              isSelected: names.every((name) => selected.has(name)),
              onSelect: (_, on) => select(names, on),
            }}
          />
          <Th sort={sort('name')}>{columns.name}</Th>
          <Th sort={sort('partitions')}>{columns.partitions}</Th>
          <Th>{columns.replicas}</Th>
          <Th sort={sort('size')}>{columns.size}</Th>
          <Th sort={sort('bytes_in')}>{columns.rate}</Th>
          <Th>{columns.groups}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {topics.map(({ name, partitions, replication_factor, size_bytes, ...topic }) => (
          <Tr key={name}>
            {/* The table's own boxes are called by their row's number. */}
            <Td className="pf-v6-c-table__check">
              <Checkbox
                id={`select-${name}`}
                aria-label={text.topics.select(name)}
                isChecked={selected.has(name)}
                onChange={(_, on) => select([name], on)}
              />
            </Td>
            <Td dataLabel={columns.name} modifier="breakWord">
              <Link to="/instances/$instance/topics/$topic" params={{ instance, topic: name }}>
                {name}
              </Link>
            </Td>
            <Td dataLabel={columns.partitions} className="millrace-number">
              {count(partitions)}
            </Td>
            <Td dataLabel={columns.replicas} className="millrace-number">
              {count(replication_factor)}
            </Td>
            <Td dataLabel={columns.size} className="millrace-number">
              {size_bytes == null ? text.topics.unknown : bytes(size_bytes)}
            </Td>
            <Td dataLabel={columns.rate} className="millrace-number">
              {topic.bytes_in_per_second == null
                ? text.topics.unknown
                : text.topics.perSecond(bytes(topic.bytes_in_per_second))}
            </Td>
            <Td dataLabel={columns.groups} className="millrace-number">
              {topic.group_count == null ? text.topics.unknown : count(topic.group_count)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
