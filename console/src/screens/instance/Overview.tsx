// One instance: whether it serves, how to reach it, what is used, and the way to a first message.
import { Grid, GridItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { type Instance, instanceQuery } from '../../api/instances';
import { Page } from '../../parts/Page';
import { PhaseLabel } from '../../parts/PhaseLabel';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { Activity } from './Activity';
import { EndpointCard } from './EndpointCard';
import { FirstSteps } from './FirstSteps';
import { LimitsCard } from './LimitsCard';
import { Settings } from './Settings';
import { eventful, Stages } from './Stages';
import { UsageCard } from './UsageCard';

const ROUTE = '/signed-in/instances/$instance';

export function Overview() {
  const { instance: id } = useParams({ from: ROUTE });
  const query = useQuery(instanceQuery(id));
  const instance = query.data;
  return (
    <Page
      title={instance?.name ?? text.shell.overview}
      crumbs={
        instance
          ? [
              {
                label: text.instances.title,
                link: { to: '/orgs/$org/instances', params: { org: instance.org_id } },
              },
            ]
          : []
      }
      status={instance && <PhaseLabel phase={instance.status.phase} />}
      query={query}
      requests={[
        { method: 'GET', path: `/v1/instances/${id}` },
        { method: 'GET', path: `/v1/instances/${id}/connection` },
      ]}
    >
      <QueryView query={query}>{(data) => <Cards instance={data} />}</QueryView>
    </Page>
  );
}

function Cards({ instance }: { instance: Instance }) {
  const navigate = useNavigate({ from: '/instances/$instance' });
  const { state } = useLocation();
  return (
    <Grid hasGutter>
      <GridItem lg={8} className="millrace-stack">
        {eventful(instance) && <Stages instance={instance} />}
        <FirstSteps
          instance={instance}
          quickStart={state.quickStart === true}
          onBegun={() => void navigate({ search: true, state: {}, replace: true })}
        />
        <UsageCard instance={instance} />
        <Activity instance={instance} />
      </GridItem>
      <GridItem lg={4} className="millrace-stack">
        <EndpointCard instance={instance} />
        <LimitsCard limits={instance.spec.limits} />
        <Settings instance={instance} />
      </GridItem>
    </Grid>
  );
}
