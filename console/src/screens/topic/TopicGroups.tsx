// The consumer groups that read a topic, and how far they are in it.
import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type Group, type GroupSummary, groupsQuery } from '../../api/groups';
import { topicQuery } from '../../api/topics';
import { count } from '../../parts/numbers';
import { Pages } from '../../parts/Pages';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { QueryView } from '../../parts/QueryView';
import { defined } from '../../parts/search';
import { text } from '../../text';
import { longestText, OfGroup } from '../groups/lag';
import { StateLabel } from '../groups/StateLabel';
import { TopicFrame, useTopicPlace } from './TopicFrame';

const { columns, ofTopic: words } = text.groups;

export function TopicGroups() {
  const { instance, topic } = useTopicPlace();
  const { page } = useSearch({ from: '/signed-in/instances/$instance/topics/$topic/groups' });
  const navigate = useNavigate();
  // Whether there is such a topic at all.
  const { error } = useQuery(topicQuery(instance, topic));
  const list = useQuery(groupsQuery(instance, defined({ topic, page_token: page })));
  const next = list.data?.next_page_token;
  // A page may be empty and yet not be the last.
  const empty = page !== undefined || next != null ? words.noneHere : words.none;
  return (
    <TopicFrame
      tab="groups"
      query={list}
      requests={[
        { method: 'GET', path: `/v1/instances/${instance}/groups?topic=${encodeURIComponent(topic)}` },
      ]}
    >
      {error && <ProblemAlert error={error} />}
      <QueryView query={list}>
        {({ items }) => (
          <>
            {items.length > 0 && <ReadersTable instance={instance} topic={topic} groups={items} />}
            {items.length === 0 && !error && (
              <EmptyState titleText={empty.title} headingLevel="h2">
                <EmptyStateBody>{empty.body}</EmptyStateBody>
              </EmptyState>
            )}
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

/** How many members read some partitions. */
function membersIn({ partitions }: Group): string {
  return String(new Set(partitions.flatMap(({ member_id: id }) => id ?? [])).size);
}

/** By how many records a group is behind in some partitions; unknown if that is so in all. */
function lagIn({ partitions }: Group): string {
  const lags = partitions.flatMap(({ lag }) => (lag == null ? [] : [BigInt(lag)]));
  return lags.length > 0 ? count(lags.reduce((sum, lag) => sum + lag, 0n)) : text.groups.unknown;
}

interface Readers {
  instance: string;
  topic: string;
  groups: readonly GroupSummary[];
}

function ReadersTable({ instance, topic, groups }: Readers) {
  const figures = [
    { label: words.members, of: membersIn },
    { label: words.lag, of: lagIn },
    { label: words.seconds, of: longestText },
  ];
  return (
    <Table aria-label={text.groups.title} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{columns.name}</Th>
          <Th>{columns.state}</Th>
          {figures.map(({ label }) => (
            <Th key={label}>{label}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {groups.map(({ name, state }) => (
          <Tr key={name}>
            <Td dataLabel={columns.name} modifier="breakWord">
              <Link to="/instances/$instance/groups/$group" params={{ instance, group: name }}>
                {name}
              </Link>
            </Td>
            <Td dataLabel={columns.state}>
              <StateLabel state={state} />
            </Td>
            {figures.map(({ label, of }) => (
              <Td key={label} dataLabel={label} className="millrace-number">
                <OfGroup instance={instance} group={name} show={(group) => of(within(group, topic))} />
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** The group as far as it concerns the topic. */
const within = (group: Group, topic: string): Group => ({
  ...group,
  partitions: group.partitions.filter((one) => one.topic === topic),
});
