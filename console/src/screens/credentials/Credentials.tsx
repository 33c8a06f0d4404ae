// The credentials of an instance.
import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { KeyIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Credential, credentialsQuery } from '../../api/credentials';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import { ActionButton } from '../../parts/ActionButton';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { QueryView } from '../../parts/QueryView';
import { defined } from '../../parts/search';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { PAGE_SIZE } from './search';
import { summary } from './summary';
import { newestUse, userOf } from './use';

const words = text.credentials;
const FROM = '/signed-in/instances/$instance/credentials';

export function Credentials() {
  const { instance } = useParams({ from: FROM });
  const { page, size } = useSearch({ from: FROM });
  const { data: owner } = useQuery(instanceQuery(instance));
  const list = { page_size: size ?? PAGE_SIZE, ...defined({ page_token: page }) };
  const query = useQuery({ ...credentialsQuery(instance, list), placeholderData: keepPreviousData });
  const navigate = useNavigate();
  const show = (wanted: string | undefined) =>
    void navigate({
      to: '/instances/$instance/credentials',
      params: { instance },
      search: defined({ size, page: wanted }),
    });
  const create = (
    <ActionButton
      permissions={owner?.permissions}
      action="credential.create"
      onClick={() => void navigate({ to: '/instances/$instance/credentials/new', params: { instance } })}
    >
      {words.create}
    </ActionButton>
  );
  return (
    <Page
      title={words.title}
      crumbs={instanceCrumbs(owner)}
      query={query}
      requests={[
        { method: 'GET', path: `/v1/instances/${instance}/credentials?page_size=${list.page_size}` },
      ]}
      actions={query.data?.items.length === 0 && page === undefined ? null : create}
    >
      <QueryView query={query}>
        {({ items, next_page_token: next }) =>
          items.length === 0 && page === undefined ? (
            <NoCredentials create={create} />
          ) : (
            <>
              <CredentialTable credentials={items} />
              <Pages page={page} next={next} onPage={show} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

function NoCredentials({ create }: { create: ReactNode }) {
  return (
    <EmptyState titleText={words.empty.title} headingLevel="h2" icon={KeyIcon}>
      <EmptyStateBody>{words.empty.body}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>{create}</EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function CredentialTable({ credentials }: { credentials: readonly Credential[] }) {
  const { columns } = words;
  return (
    <Table aria-label={words.title} gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th>{columns.name}</Th>
          <Th>{columns.may}</Th>
          <Th>{columns.keys}</Th>
          <Th>{columns.lastUsed}</Th>
          <Th>{columns.created}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {credentials.map((credential) => {
          const use = newestUse([credential]);
          return (
            <Tr key={credential.id}>
              <Td dataLabel={columns.name}>
                <Link
                  to="/instances/$instance/credentials/$credential"
                  params={{ instance: credential.instance_id, credential: credential.id }}
                >
                  {credential.name}
                </Link>
              </Td>
              <Td dataLabel={columns.may}>{summary(credential)}</Td>
              <Td dataLabel={columns.keys} className="millrace-mono millrace-nowrap">
                {credential.keys.map(({ id }) => (
                  <div key={id}>{id}</div>
                ))}
              </Td>
              <Td dataLabel={columns.lastUsed}>
                <Timestamp at={use?.at} />
                {use && <div className="millrace-muted">{userOf(use)}</div>}
              </Td>
              <Td dataLabel={columns.created}>
                <Timestamp at={credential.created_at} />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
