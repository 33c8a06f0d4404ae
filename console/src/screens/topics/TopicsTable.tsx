// One page of topics.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { TopicOrder, TopicSummary } from '../../api/topics';
import { count } from '../../parts/numbers';
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
          <Th
            sort={{
              columnIndex: 0,
              sortBy: { index: 0, direction: order === 'name' ? 'asc' : 'desc' },
              onSort: () => onOrder(order === 'name' ? 'name desc' : 'name'),
            }}
          >
            {columns.name}
          </Th>
          <Th modifier="fitContent">{columns.partitions}</Th>
          <Th modifier="fitContent">{columns.replicas}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {topics.map(({ name, partitions, replication_factor }, rowIndex) => (
          <Tr key={name}>
            <Td
              select={{
                rowIndex,
                isSelected: selected.has(name),
                onSelect: (_, on) => select([name], on),
                props: { 'aria-label': text.topics.select(name) },
              }}
            />
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
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
