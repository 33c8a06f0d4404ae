// The audit trail of an organisation: filters in the address, newest first, as a file to take along.
import { Button, EmptyState, EmptyStateBody, Flex } from '@patternfly/react-core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { auditQuery, type Export, exportEvents } from '../../api/activity';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { download } from '../../parts/download';
import { Page } from '../../parts/Page';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { usePermissions } from '../organisation/usePermissions';
import { EventTable } from './EventTable';
import { Filters } from './Filters';
import { useActorNames } from './useActorNames';

const { activity } = text;
const EXPORTS: readonly Export[] = ['csv', 'ndjson'];

export function Activity() {
  const { org } = useParams({ from: '/signed-in/orgs/$org/activity' });
  const { connect: _, ...filter } = useSearch({ from: '/signed-in/orgs/$org/activity' });
  const navigate = useNavigate({ from: '/orgs/$org/activity' });
  const query = useInfiniteQuery(auditQuery(org, filter));
  const notify = useNotify();
  const permissions = usePermissions(org);
  const names = useActorNames(org);
  const save = useMutation({
    mutationFn: (as: Export) => exportEvents(org, filter, as),
    onSuccess: (file, as) => {
      const name = `activity.${as}`;
      download(name, file);
      notify('success', activity.exported(name));
    },
    onError: (error) => notify('danger', error.message),
  });
  const asked = new URLSearchParams({
    ...(filter.action && { action: filter.action }),
    ...(filter.outcome && { outcome: filter.outcome }),
    ...(filter.actor && { actor_id: filter.actor }),
    ...(filter.subject && { subject_id: filter.subject }),
  }).toString();
  const path = `/v1/orgs/${org}/audit_events`;
  return (
    <Page
      title={activity.title}
      query={query}
      requests={[{ method: 'GET', path: asked ? `${path}?${asked}` : path }]}
      actions={
        <Flex gap={{ default: 'gapSm' }}>
          {EXPORTS.map((as) => (
            <ActionButton
              key={as}
              variant="secondary"
              permissions={permissions}
              action="audit.read"
              isLoading={save.isPending && save.variables === as}
              blocked={save.isPending ? text.common.loading : undefined}
              onClick={() => save.mutate(as)}
            >
              {activity.export[as]}
            </ActionButton>
          ))}
        </Flex>
      }
    >
      <Filters
        key={JSON.stringify(filter)}
        filter={filter}
        onChange={(search) => void navigate({ search })}
      />
      <QueryView query={query}>
        {({ pages }) => {
          const events = pages.flatMap(({ items }) => items);
          if (events.length === 0) return <NoEvents filtered={asked !== ''} />;
          return (
            <>
              <EventTable events={events} names={names} />
              {query.hasNextPage && (
                <Button
                  variant="link"
                  isLoading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {activity.more}
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}

function NoEvents({ filtered }: { filtered: boolean }) {
  const { title, body } = filtered ? activity.emptyFiltered : activity.empty;
  return (
    <EmptyState titleText={title} headingLevel="h2">
      <EmptyStateBody>{body}</EmptyStateBody>
    </EmptyState>
  );
}
