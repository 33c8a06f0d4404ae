// A topic's partitions: who serves them, and which offsets they hold.
import { Label } from '@patternfly/react-core';
import { Caption, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Topic, topicQuery } from '../../api/topics';
import { ActionButton } from '../../parts/ActionButton';
import { count } from '../../parts/numbers';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { AddPartitions } from './AddPartitions';
import { TopicFrame, useTopicPlace } from './TopicFrame';

const columns = text.topics.partitionColumns;

export function Partitions() {
  const { instance, topic } = useTopicPlace();
  const query = useQuery(topicQuery(instance, topic));
  const [adding, setAdding] = useState(false);
  return (
    <TopicFrame
      tab="partitions"
      query={query}
      requests={[{ method: 'GET', path: `/v1/instances/${instance}/topics/${topic}` }]}
      actions={
        <ActionButton
          variant="secondary"
          permissions={query.data?.permissions}
          action="topic.update"
          onClick={() => setAdding(true)}
        >
          {text.topics.addPartitions.button}
        </ActionButton>
      }
    >
      <QueryView query={query}>{({ partitions }) => <PartitionTable partitions={partitions} />}</QueryView>
      {adding && query.data && (
        <AddPartitions
          instance={instance}
          topic={topic}
          present={query.data.partitions.length}
          onClose={() => setAdding(false)}
        />
      )}
    </TopicFrame>
  );
}

const known = (offset: string | null | undefined) => (offset == null ? text.topics.unknown : count(offset));

function PartitionTable({ partitions }: { partitions: Topic['partitions'] }) {
  return (
    <Table variant="compact" gridBreakPoint="grid-md">
      <Caption>{text.topics.spanExplained}</Caption>
      <Thead>
        <Tr>
          <Th>{columns.partition}</Th>
          <Th>{columns.leader}</Th>
          <Th>{columns.replicas}</Th>
          <Th>{columns.inSync}</Th>
          <Th>{columns.start}</Th>
          <Th>{columns.end}</Th>
          <Th>{columns.span}</Th>
        </Tr>
      </Thead>
      <Tbody className="millrace-number">
        {partitions.map((one) => (
          <Tr key={one.partition}>
            <Td dataLabel={columns.partition}>{one.partition}</Td>
            <Td dataLabel={columns.leader}>
              {one.leader ?? <Label status="danger">{text.topics.noLeader}</Label>}
            </Td>
            <Td dataLabel={columns.replicas}>{one.replicas.join(', ')}</Td>
            <Td dataLabel={columns.inSync}>
              {one.in_sync_replicas.join(', ')}{' '}
              {one.in_sync_replicas.length < one.replicas.length && (
                <Label isCompact status="warning">
                  {text.topics.behind}
                </Label>
              )}
            </Td>
            <Td dataLabel={columns.start}>{known(one.start_offset)}</Td>
            <Td dataLabel={columns.end}>{known(one.end_offset)}</Td>
            <Td dataLabel={columns.span}>
              {one.start_offset == null || one.end_offset == null
                ? text.topics.unknown
                : count(BigInt(one.end_offset) - BigInt(one.start_offset))}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
