// One consumer group: how far it is in each partition, and which member reads that.
import { Label } from '@patternfly/react-core';
import { Caption, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Group, groupQuery } from '../../api/groups';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import { count, duration } from '../../parts/numbers';
import { Page } from '../../parts/Page';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';

const { partition: columns, ...words } = text.groups;
const known = (value: string | null | undefined) => (value == null ? words.unknown : count(value));

export function GroupPage() {
  const { instance, group } = useParams({ from: '/signed-in/instances/$instance/groups/$group' });
  const { data: owner } = useQuery(instanceQuery(instance));
  const query = useQuery(groupQuery(instance, group));
  return (
    <Page
      title={group}
      crumbs={[
        ...instanceCrumbs(owner),
        { label: words.title, link: { to: '/instances/$instance/groups', params: { instance } } },
      ]}
      status={query.data && <Label isCompact>{query.data.state.replaceAll('_', ' ')}</Label>}
      query={query}
      requests={[{ method: 'GET', path: `/v1/instances/${instance}/groups/${encodeURIComponent(group)}` }]}
    >
      <QueryView query={query}>{(data) => <Progress group={data} />}</QueryView>
    </Page>
  );
}

function Progress({ group: { partitions, members, total_lag } }: { group: Group }) {
  if (partitions.length === 0) return words.none;
  const reader = (id: string | null | undefined) => {
    const member = members.find((one) => one.id === id);
    return member ? `${member.client_id} (${member.host})` : words.unread;
  };
  return (
    <Table variant="compact" gridBreakPoint="grid-md">
      <Caption>
        {columns.lag}: {known(total_lag)}
      </Caption>
      <Thead>
        <Tr>
          {Object.values(columns).map((column) => (
            <Th key={column}>{column}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody className="millrace-number">
        {partitions.map((one) => (
          <Tr key={`${one.topic} ${one.partition}`}>
            <Td dataLabel={columns.topic}>{one.topic}</Td>
            <Td dataLabel={columns.partition}>{one.partition}</Td>
            <Td dataLabel={columns.committed}>{known(one.committed_offset)}</Td>
            <Td dataLabel={columns.end}>{known(one.end_offset)}</Td>
            <Td dataLabel={columns.lag}>{known(one.lag)}</Td>
            <Td dataLabel={columns.seconds}>
              {one.lag_seconds == null ? words.unknown : duration(Number(one.lag_seconds))}
            </Td>
            <Td dataLabel={columns.member}>{reader(one.member_id)}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
