// Creating an instance: one page, checked by the server while it is filled in.
import {
  ActionGroup,
  Card,
  CardBody,
  CardTitle,
  Checkbox,
  CodeBlock,
  CodeBlockCode,
  ExpandableSection,
  Form,
  FormGroup,
  Grid,
  GridItem,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import {
  createInstance,
  createInstancePreview,
  instancesQuery,
  type Plan,
  plansQuery,
} from '../../api/instances';
import { ApiError } from '../../api/problem';
import { ActionButton } from '../../parts/ActionButton';
import { curl, type Request } from '../../parts/curl';
import { FieldHelp } from '../../parts/FieldHelp';
import { NameField } from '../../parts/NameField';
import { nameFault } from '../../parts/nameFault';
import { Page } from '../../parts/Page';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { QueryView } from '../../parts/QueryView';
import { useSettled } from '../../parts/useSettled';
import { text } from '../../text';
import { AdvancedFields } from './AdvancedFields';
import { type Draft, EMPTY, isComplete, requestOf } from './draft';
import { PlanTiles } from './PlanTiles';
import { QuotaPreview } from './QuotaPreview';

const words = text.instances.new;

export function NewInstance() {
  const { org } = useParams({ from: '/signed-in/orgs/$org/instances/new' });
  const plans = useQuery(plansQuery);
  const [draft, setDraft] = useState(EMPTY);
  const request: Request = { method: 'POST', path: `/v1/orgs/${org}/instances`, body: requestOf(draft) };
  return (
    <Page
      title={text.instances.create}
      crumbs={[{ label: text.instances.title, link: { to: '/orgs/$org/instances', params: { org } } }]}
      requests={[request]}
    >
      <QueryView query={plans}>
        {({ items }) => {
          const shared = items.toSorted((a, b) => a.limits.partitions - b.limits.partitions);
          const plan = shared.find(({ name }) => name === draft.plan) ?? shared[0];
          if (!plan) return null;
          return (
            <Grid hasGutter>
              <GridItem lg={8}>
                <InstanceForm org={org} plans={shared} plan={plan} draft={draft} setDraft={setDraft} />
              </GridItem>
              <GridItem lg={4}>
                <Card isCompact>
                  <CardTitle component="h2">{words.quotas}</CardTitle>
                  <CardBody>
                    <QuotaPreview org={org} plan={plan} request={requestOf(draft)} />
                  </CardBody>
                  <CardTitle component="h2">{words.sameAsCurl}</CardTitle>
                  <CardBody>
                    <CodeBlock>
                      <CodeBlockCode>{curl(request)}</CodeBlockCode>
                    </CodeBlock>
                  </CardBody>
                </Card>
              </GridItem>
            </Grid>
          );
        }}
      </QueryView>
    </Page>
  );
}

interface FormProps {
  org: string;
  plans: readonly Plan[];
  plan: Plan;
  draft: Draft;
  setDraft: (draft: Draft) => void;
}

function InstanceForm({ org, plans, plan, draft, setDraft }: FormProps) {
  const { me } = useRouteContext({ from: '/signed-in' });
  const permissions = me.memberships.find(({ org_id }) => org_id === org)?.permissions;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [quickStart, setQuickStart] = useState(true);
  const [advanced, setAdvanced] = useState(false);
  const create = useMutation({
    mutationFn: () => createInstance(org, requestOf(draft)),
    onSuccess: async ({ instance }) => {
      queries.setQueryData(['instance', instance.id], instance);
      void queries.invalidateQueries({ queryKey: instancesQuery(org).queryKey });
      await navigate({
        to: '/instances/$instance',
        params: { instance: instance.id },
        state: { quickStart },
      });
    },
  });
  const settled = useSettled(draft);
  const others = useQuery(instancesQuery(org)).data?.items;
  const taken = others?.some(({ name }) => name === draft.name) === true && !create.isSuccess;
  const preview = useQuery({
    ...createInstancePreview(org, requestOf(settled)),
    enabled:
      !taken &&
      !create.isPending &&
      !create.isSuccess &&
      isComplete(settled, plan.limits) &&
      !!permissions?.includes('instance.create'),
  });
  const error = create.error ?? (settled === draft ? preview.error : null);
  const problem = (pointer: string) => (error instanceof ApiError ? error.field(pointer) : undefined);
  const isChecked = !!preview.data && settled === draft;
  const atFields = error instanceof ApiError && error.fields.length > 0;
  const change = (part: Partial<Draft>) => {
    create.reset();
    setDraft({ ...draft, ...part });
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (!taken && isComplete(draft, plan.limits) && !create.isPending) create.mutate();
      }}
    >
      <NameField
        id="name"
        value={draft.name}
        error={taken ? words.nameTaken : nameFault(draft.name, error)}
        help={isChecked ? words.checked : words.nameHelp}
        isChecked={isChecked}
        onChange={(name) => change({ name })}
      />
      <FormGroup label={words.plan} role="group" fieldId="plan">
        <PlanTiles plans={plans} chosen={plan.name} onChoose={(name) => change({ plan: name })} />
        <FieldHelp id="plan-help" error={problem('/plan')} />
      </FormGroup>
      <Checkbox
        id="quick-start"
        label={words.quickStart}
        description={words.quickStartHelp}
        isChecked={quickStart}
        onChange={(_, checked) => setQuickStart(checked)}
      />
      <ExpandableSection
        toggleText={words.advanced}
        isIndented
        isExpanded={advanced}
        onToggle={(_, open) => setAdvanced(open)}
      >
        <div className="pf-v6-c-form">
          <AdvancedFields draft={draft} plan={plan} change={change} problem={problem} />
        </div>
      </ExpandableSection>
      {error && !atFields && <ProblemAlert error={error} />}
      <ActionGroup>
        <ActionButton
          type="submit"
          permissions={permissions}
          action="instance.create"
          blocked={
            draft.name !== '' && (taken || !isComplete(draft, plan.limits)) ? words.incomplete : undefined
          }
          isLoading={create.isPending}
        >
          {text.instances.create}
        </ActionButton>
        <Link to="/orgs/$org/instances" params={{ org }} className="pf-v6-c-button pf-m-link">
          {text.common.cancel}
        </Link>
      </ActionGroup>
    </Form>
  );
}
