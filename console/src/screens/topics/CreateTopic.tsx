// Creates a topic: its name, its partitions, and the configurations that the plan lets one choose.
import { ActionGroup, Button, ExpandableSection, Form } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { instanceQuery, plansQuery } from '../../api/instances';
import { ApiError } from '../../api/problem';
import { createTopic, type TopicCreate } from '../../api/topics';
import { instanceCrumbs } from '../../app/crumbs';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { count } from '../../parts/numbers';
import { Page } from '../../parts/Page';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { TextField } from '../../parts/TextField';
import { text } from '../../text';
import { ConfigField } from './ConfigField';

const words = text.topics;

export function CreateTopic() {
  const { instance } = useParams({ from: '/signed-in/instances/$instance/create-topic' });
  const { data: owner } = useQuery(instanceQuery(instance));
  const { data: plans } = useQuery(plansQuery);
  const [name, setName] = useState('');
  const [partitions, setPartitions] = useState('1');
  const [config, setConfig] = useState<Record<string, string>>({});
  const navigate = useNavigate();
  const notify = useNotify();
  const queries = useQueryClient();
  const plan = plans?.items.find((one) => one.name === owner?.plan);
  const chosen = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== ''));
  const body: TopicCreate = { name, partitions: Number(partitions), config: chosen };
  const create = useMutation({
    mutationFn: () => createTopic(instance, body),
    onSuccess: async () => {
      notify('success', words.created(name));
      await queries.invalidateQueries({ queryKey: ['topics', instance] });
      await navigate({ to: '/instances/$instance/topics/$topic', params: { instance, topic: name } });
    },
  });
  const field = (pointer: string) =>
    create.error instanceof ApiError ? create.error.field(pointer) : undefined;
  return (
    <Page
      title={words.createTitle}
      crumbs={[
        ...instanceCrumbs(owner),
        { label: words.title, link: { to: '/instances/$instance/topics', params: { instance } } },
      ]}
      requests={[{ method: 'POST', path: `/v1/instances/${instance}/topics`, body }]}
    >
      <Form
        isWidthLimited
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        {create.error && <ProblemAlert error={create.error} />}
        <TextField
          id="name"
          label={words.name}
          isRequired
          autoComplete="off"
          maxLength={238}
          value={name}
          error={field('/name')}
          help={words.nameHelp}
          onChange={setName}
        />
        <TextField
          id="partitions"
          label={words.partitions}
          type="number"
          min={1}
          isRequired
          value={partitions}
          error={field('/partitions')}
          help={words.partitionsHelp(plan ? count(plan.limits.partitions) : '…')}
          onChange={setPartitions}
        />
        {plan && (
          <ExpandableSection toggleText={words.config}>
            <div className="pf-v6-c-form">
              {Object.entries(plan.topic_configs).map(([key, rule]) => (
                <ConfigField
                  key={key}
                  name={key}
                  rule={rule}
                  value={config[key] ?? ''}
                  problem={field(`/config/${key}`)}
                  onChange={(value) => setConfig({ ...config, [key]: value })}
                />
              ))}
            </div>
          </ExpandableSection>
        )}
        <ActionGroup>
          <ActionButton
            type="submit"
            permissions={owner?.permissions}
            action="topic.create"
            isLoading={create.isPending}
          >
            {words.create}
          </ActionButton>
          <Button
            variant="link"
            component={(props) => <Link {...props} to="/instances/$instance/topics" params={{ instance }} />}
          >
            {text.common.cancel}
          </Button>
        </ActionGroup>
      </Form>
    </Page>
  );
}
