// Home: the instances of an organisation.
import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Instance, instancesQuery } from '../../api/instances';
import { CopyField } from '../../parts/CopyField';
import { Page } from '../../parts/Page';
import { PhaseLabel } from '../../parts/PhaseLabel';
import { QueryView } from '../../parts/QueryView';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';

const { columns } = text.instances;

export function Instances() {
  const { org } = useParams({ from: '/signed-in/orgs/$org/instances' });
  const query = useQuery(instancesQuery(org));
  return (
    <Page
      title={text.instances.title}
      query={query}
      requests={[{ method: 'GET', path: `/v1/orgs/${org}/instances` }]}
    >
      <QueryView query={query}>
        {({ items }) => (items.length === 0 ? <NoInstances /> : <InstanceTable instances={items} />)}
      </QueryView>
    </Page>
  );
}

function NoInstances() {
  return (
    <EmptyState titleText={text.instances.empty.title} headingLevel="h2">
      <EmptyStateBody>{text.instances.empty.body}</EmptyStateBody>
    </EmptyState>
  );
}

function InstanceTable({ instances }: { instances: readonly Instance[] }) {
  return (
    <Table aria-label={text.instances.title} gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th>{columns.name}</Th>
          <Th>{columns.phase}</Th>
          <Th>{columns.plan}</Th>
          <Th>{columns.bootstrap}</Th>
          <Th>{columns.created}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {instances.map((instance) => (
          <Tr key={instance.id}>
            <Td dataLabel={columns.name}>{instance.name}</Td>
            <Td dataLabel={columns.phase}>
              <PhaseLabel phase={instance.status.phase} />
            </Td>
            <Td dataLabel={columns.plan}>{instance.plan}</Td>
            <Td dataLabel={columns.bootstrap}>
              {instance.connection ? (
                <CopyField label={columns.bootstrap} value={instance.connection.bootstrap} />
              ) : (
                text.instances.noBootstrap
              )}
            </Td>
            <Td dataLabel={columns.created}>
              <Timestamp at={instance.created_at} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
