// The consumer groups of an instance: their state, their members, and how far behind they are.
import { EmptyState, EmptyStateBody, SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { groupsQuery } from '../../api/groups';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { QueryView } from '../../parts/QueryView';
import { defined } from '../../parts/search';
import { text } from '../../text';
import { known, longestText, OfGroup } from './lag';
import { StateLabel } from './StateLabel';

const { columns, ...words } = text.groups;
const FROM = '/signed-in/instances/$instance/groups';

export function Groups() {
  const { instance } = useParams({ from: FROM });
  const { q, page } = useSearch({ from: FROM });
  const [typed, setTyped] = useState(q ?? '');
  const navigate = useNavigate();
  const { data: owner } = useQuery(instanceQuery(instance));
  const query = useQuery(groupsQuery(instance, defined({ prefix: q, page_token: page })));
  const show = (search: { q?: string | undefined; page?: string | undefined }) =>
    void navigate({ to: '/instances/$instance/groups', params: { instance }, search: defined(search) });
  const empty = q === undefined ? words.empty : words.noMatch;
  return (
    <Page
      title={words.title}
      crumbs={instanceCrumbs(owner)}
      query={query}
      requests={[{ method: 'GET', path: `/v1/instances/${instance}/groups` }]}
    >
      <SearchInput
        aria-label={words.filter}
        placeholder={words.filter}
        value={typed}
        onChange={(_event, value) => setTyped(value)}
        onSearch={(_event, value) => show({ q: value || undefined })}
        onClear={() => {
          setTyped('');
          show({});
        }}
      />
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState titleText={empty.title} headingLevel="h2">
              <EmptyStateBody>{empty.body}</EmptyStateBody>
            </EmptyState>
          ) : (
            <Table aria-label={words.title} variant="compact" gridBreakPoint="grid-md">
              <Thead>
                <Tr>
                  <Th>{columns.name}</Th>
                  <Th>{columns.state}</Th>
                  <Th>{columns.members}</Th>
                  <Th>{columns.lag}</Th>
                  <Th>{columns.seconds}</Th>
                </Tr>
              </Thead>
              <Tbody>
                {items.map(({ name, state, members }) => (
                  <Tr key={name}>
                    <Td dataLabel={columns.name} modifier="breakWord">
                      <Link to="/instances/$instance/groups/$group" params={{ instance, group: name }}>
                        {name}
                      </Link>
                    </Td>
                    <Td dataLabel={columns.state}>
                      <StateLabel state={state} />
                    </Td>
                    <Td dataLabel={columns.members}>{members ?? words.unknown}</Td>
                    <Td dataLabel={columns.lag} className="millrace-number">
                      <OfGroup instance={instance} group={name} show={(one) => known(one.total_lag)} />
                    </Td>
                    <Td dataLabel={columns.seconds} className="millrace-number">
                      <OfGroup instance={instance} group={name} show={longestText} />
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          )
        }
      </QueryView>
      <Pages page={page} next={query.data?.next_page_token} onPage={(to) => show({ q, page: to })} />
    </Page>
  );
}
