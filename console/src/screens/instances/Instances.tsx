// Home: the instances of an organisation.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useRouteContext } from '@tanstack/react-router';
import { type Instance, instancesQuery } from '../../api/instances';
import { ActionButton } from '../../parts/ActionButton';
import { CopyField } from '../../parts/CopyField';
import { Page } from '../../parts/Page';
import { PhaseLabel } from '../../parts/PhaseLabel';
import { QueryView } from '../../parts/QueryView';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { NoInstances } from './NoInstances';
import { Traffic } from './Traffic';

const { columns } = text.instances;

export function Instances() {
  const { org } = useParams({ from: '/signed-in/orgs/$org/instances' });
  const query = useQuery(instancesQuery(org));
  const { me } = useRouteContext({ from: '/signed-in' });
  const navigate = useNavigate();
  const create = (
    <ActionButton
      permissions={me.memberships.find(({ org_id }) => org_id === org)?.permissions ?? []}
      action="instance.create"
      onClick={() => void navigate({ to: '/orgs/$org/instances/new', params: { org } })}
    >
      {text.instances.create}
    </ActionButton>
  );
  return (
    <Page
      title={text.instances.title}
      query={query}
      requests={[{ method: 'GET', path: `/v1/orgs/${org}/instances` }]}
      actions={query.data?.items.length === 0 ? null : create}
    >
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? <NoInstances org={org} create={create} /> : <InstanceTable instances={items} />
        }
      </QueryView>
    </Page>
  );
}

function InstanceTable({ instances }: { instances: readonly Instance[] }) {
  return (
    <Table aria-label={text.instances.title} gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th width={20}>{columns.name}</Th>
          <Th>{columns.phase}</Th>
          <Th>{columns.plan}</Th>
          <Th width={25}>{columns.bootstrap}</Th>
          <Th width={15} modifier="nowrap">
            {columns.traffic}
          </Th>
          <Th>{columns.created}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {instances.map((instance) => (
          <Tr key={instance.id}>
            <Td dataLabel={columns.name}>
              <Link to="/instances/$instance" params={{ instance: instance.id }}>
                {instance.name}
              </Link>
              {instance.description && <div className="millrace-muted">{instance.description}</div>}
            </Td>
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
            <Td dataLabel={columns.traffic}>
              <Traffic instance={instance} />
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
