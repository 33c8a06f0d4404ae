// The topics of an instance: filtered, ordered and paged by the server, as the address says.
import { Button } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { instanceQuery } from '../../api/instances';
import { topicsQuery } from '../../api/topics';
import { instanceCrumbs } from '../../app/crumbs';
import { ActionButton } from '../../parts/ActionButton';
import { Page } from '../../parts/Page';
import { QueryView } from '../../parts/QueryView';
import { defined } from '../../parts/search';
import { text } from '../../text';
import { DeleteTopics } from './DeleteTopics';
import { NoTopics } from './NoTopics';
import { firstPage, listOf, type TopicsSearch } from './search';
import { TopicsTable } from './TopicsTable';
import { TopicsToolbar } from './TopicsToolbar';

const FROM = '/signed-in/instances/$instance/topics';

export function Topics() {
  const { instance } = useParams({ from: FROM });
  const { connect: _, ...search } = useSearch({ from: FROM });
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState(false);
  const list = listOf(search);
  const query = useQuery({ ...topicsQuery(instance, list), placeholderData: keepPreviousData });
  const { data: owner } = useQuery(instanceQuery(instance));
  const show = (change: TopicsSearch) => {
    setSelected(new Set());
    void navigate({ to: '/instances/$instance/topics', params: { instance }, search: defined(change) });
  };
  const asText = Object.entries(list).map(([name, value]) => [name, String(value)]);
  const path = `/v1/instances/${instance}/topics?${new URLSearchParams(asText).toString()}`;
  return (
    <Page
      title={text.topics.title}
      crumbs={instanceCrumbs(owner)}
      query={query}
      requests={[{ method: 'GET', path }]}
      actions={
        <ActionButton
          permissions={owner?.permissions}
          action="topic.create"
          component={(props) => (
            <Link {...props} to="/instances/$instance/create-topic" params={{ instance }} />
          )}
        >
          {text.topics.create}
        </ActionButton>
      }
    >
      <TopicsToolbar
        key={JSON.stringify(search)}
        search={search}
        show={show}
        next={query.data?.next_page_token ?? undefined}
        actions={
          selected.size > 0 && (
            <>
              {text.topics.selected(selected.size)}{' '}
              <ActionButton
                variant="danger"
                permissions={owner?.permissions}
                action="topic.delete"
                onClick={() => setDeleting(true)}
              >
                {text.topics.delete.button}
              </ActionButton>
            </>
          )
        }
      />
      <QueryView query={query}>
        {({ items }) =>
          items.length > 0 ? (
            <TopicsTable
              instance={instance}
              topics={items}
              order={search.order ?? 'name'}
              onOrder={(order) => show(firstPage({ ...search, order }))}
              selected={selected}
              onSelect={setSelected}
            />
          ) : (
            <NoTopics
              filtered={search.q !== undefined}
              clear={<Button onClick={() => show({})}>{text.topics.noMatch.clear}</Button>}
            />
          )
        }
      </QueryView>
      {deleting && (
        <DeleteTopics
          instance={instance}
          names={[...selected]}
          onClose={(deleted) => {
            setDeleting(false);
            setSelected(new Set([...selected].filter((name) => !deleted.includes(name))));
          }}
        />
      )}
    </Page>
  );
}
