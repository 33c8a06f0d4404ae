// The consumer groups that read a topic, and how far they are in it.
import { Alert, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type Group, groupsQuery } from '../../api/groups';
import { topicQuery } from '../../api/topics';
import { count } from '../../parts/numbers';
import { Pages } from '../../parts/Pages';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { QueryView } from '../../parts/QueryView';
import { defined } from '../../parts/search';
import { text } from '../../text';
import { longestText } from '../groups/lag';
import { StateLabel } from '../groups/StateLabel';
import { TopicFrame, useTopicPlace } from './TopicFrame';
import { useReaders } from './useReaders';

const { columns, ofTopic: words } = text.groups;

export function TopicGroups() {
  const { instance, topic } = useTopicPlace();
  const { page } = useSearch({ from: '/signed-in/instances/$instance/topics/$topic/groups' });
  const navigate = useNavigate();
  // Whether there is such a topic at all.
  const { error } = useQuery(topicQuery(instance, topic));
  const list = useQuery(groupsQuery(instance, defined({ page_token: page })));
  const names = list.data?.items.map(({ name }) => name) ?? [];
  const next = list.data?.next_page_token;
  const { groups, looked, failed } = useReaders(instance, topic, names);
  const more = page !== undefined || next != null;
  const empty = more ? words.noneHere : words.none;
  return (
    <TopicFrame
      tab="groups"
      query={list}
      requests={[
        { method: 'GET', path: `/v1/instances/${instance}/groups` },
        ...groups.map(({ name }) => ({
          method: 'GET' as const,
          path: `/v1/instances/${instance}/groups/${encodeURIComponent(name)}`,
        })),
      ]}
    >
      {error && <ProblemAlert error={error} />}
      <QueryView query={list}>
        {() => (
          <>
            {failed > 0 && <Alert isInline variant="warning" title={words.failed(failed)} />}
            {groups.length > 0 && <ReadersTable instance={instance} groups={groups} />}
            {looked < names.length && <p role="status">{words.looking(looked, names.length)}</p>}
            {looked === names.length && groups.length === 0 && failed === 0 && !error && (
              <EmptyState titleText={empty.title} headingLevel="h2">
                <EmptyStateBody>{empty.body}</EmptyStateBody>
              </EmptyState>
            )}
            {more && groups.length > 0 && <p className="millrace-muted">{words.some(names.length)}</p>}
          </>
        )}
      </QueryView>
      <Pages
        page={page}
        next={next}
        onPage={(to) =>
          void navigate({
            to: '/instances/$instance/topics/$topic/groups',
            params: { instance, topic },
            search: defined({ page: to }),
          })
        }
      />
    </TopicFrame>
  );
}

/** By how many records a group is behind in some partitions; unknown if that is so in all. */
function lagIn({ partitions }: Group): string {
  const lags = partitions.flatMap(({ lag }) => (lag == null ? [] : [BigInt(lag)]));
  return lags.length > 0 ? count(lags.reduce((sum, lag) => sum + lag, 0n)) : text.groups.unknown;
}

function ReadersTable({ instance, groups }: { instance: string; groups: readonly Group[] }) {
  return (
    <Table aria-label={text.groups.title} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{columns.name}</Th>
          <Th>{columns.state}</Th>
          <Th>{words.members}</Th>
          <Th>{words.lag}</Th>
          <Th>{words.seconds}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {groups.map((group) => (
          <Tr key={group.name}>
            <Td dataLabel={columns.name} modifier="breakWord">
              <Link to="/instances/$instance/groups/$group" params={{ instance, group: group.name }}>
                {group.name}
              </Link>
            </Td>
            <Td dataLabel={columns.state}>
              <StateLabel state={group.state} />
            </Td>
            <Td dataLabel={words.members} className="millrace-number">
              {new Set(group.partitions.flatMap(({ member_id: id }) => id ?? [])).size}
            </Td>
            <Td dataLabel={words.lag} className="millrace-number">
              {lagIn(group)}
            </Td>
            <Td dataLabel={words.seconds} className="millrace-number">
              {longestText(group)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
