// An organisation: who belongs to it, which programs act for it, what it may use.
import { Stack, StackItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { membersQuery } from '../../api/members';
import { Page } from '../../parts/Page';
import { text } from '../../text';
import { Members } from './Members';
import { Quotas } from './Quotas';
import { Tokens } from './Tokens';

export function Organisation() {
  const { org } = useParams({ from: '/signed-in/orgs/$org/organisation' });
  const query = useQuery(membersQuery(org));
  return (
    <Page
      title={text.organisation.title}
      query={query}
      requests={(['members', 'tokens', 'quotas'] as const).map((list) => ({
        method: 'GET',
        path: `/v1/orgs/${org}/${list}`,
      }))}
    >
      <Stack hasGutter>
        <StackItem>
          <Members org={org} />
        </StackItem>
        <StackItem>
          <Tokens org={org} />
        </StackItem>
        <StackItem>
          <Quotas org={org} />
        </StackItem>
      </Stack>
    </Page>
  );
}
