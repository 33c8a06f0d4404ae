// The clusters that there are, with what they carry: for operators of this Millrace.
import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { clustersQuery } from '../../api/clusters';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { QueryView } from '../../parts/QueryView';
import { defined } from '../../parts/search';
import { text } from '../../text';
import { ClustersTable } from './ClustersTable';

const words = text.clusters;
const REQUESTS = [{ method: 'GET', path: '/v1/clusters' }] as const;

export function Clusters() {
  const { me } = useRouteContext({ from: '/signed-in' });
  if (me.user?.is_operator) return <All />;
  return (
    <Page title={words.title} requests={REQUESTS}>
      <Nothing {...words.operatorsOnly} />
    </Page>
  );
}

function All() {
  const { page } = useSearch({ from: '/signed-in/clusters' });
  const navigate = useNavigate();
  const query = useQuery(clustersQuery(defined({ page_token: page })));
  return (
    <Page title={words.title} query={query} requests={REQUESTS}>
      <QueryView query={query}>
        {({ items }) =>
          items.length > 0 ? <ClustersTable clusters={items} /> : <Nothing {...words.empty} />
        }
      </QueryView>
      <Pages
        page={page}
        next={query.data?.next_page_token}
        onPage={(to) => void navigate({ to: '/clusters', search: defined({ page: to }) })}
      />
    </Page>
  );
}

function Nothing({ title, body }: { title: string; body: string }) {
  return (
    <EmptyState titleText={title} headingLevel="h2">
      <EmptyStateBody>{body}</EmptyStateBody>
    </EmptyState>
  );
}
