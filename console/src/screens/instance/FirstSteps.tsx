// The way to a first message, ticked off by what really happened.
import { Alert, Card, CardBody, CardTitle } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { credentialsQuery } from '../../api/credentials';
import { groupsQuery } from '../../api/groups';
import type { Instance } from '../../api/instances';
import {
  firstTopicQuery,
  produceTestMessage,
  QUICK_CREDENTIAL,
  QUICK_TOPIC,
  writtenQuery,
} from '../../api/quickStart';
import { WATCHED_MS } from '../../api/queries';
import { ConnectButton } from '../../app/ConnectButton';
import { ActionButton } from '../../parts/ActionButton';
import { count } from '../../parts/numbers';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { SecretOnce } from '../credentials/SecretOnce';
import { FailedSignIns } from './FailedSignIns';
import { NextSteps } from './NextSteps';
import { Step } from './Step';
import { useQuickStart } from './useQuickStart';

const words = text.instance.steps;

interface Props {
  instance: Instance;
  /** Whether topic and credential shall be made without being asked for again. */
  quickStart: boolean;
  /** Told when that began. */
  onBegun: () => void;
}

export function FirstSteps({ instance, quickStart, onBegun }: Props) {
  const { id, permissions } = instance;
  const ready = instance.status.phase === 'ready';
  const queries = useQueryClient();
  const topic = useQuery(firstTopicQuery(id, ready)).data;
  const written = useQuery(writtenQuery(id, topic)).data === true;
  const credentials = useQuery({ ...credentialsQuery(id, { page_size: 1 }), refetchInterval: WATCHED_MS });
  const credential = credentials.data?.items[0];
  const used = useQuery({
    ...credentialsQuery(id, { used: true, page_size: 1 }),
    refetchInterval: WATCHED_MS,
  });
  const seen = used.data?.items.flatMap(({ keys }) => keys).find(({ last_used }) => last_used)?.last_used;
  // Events make it known at once.
  const groups = useQuery({ ...groupsQuery(id, { page_size: 1 }), enabled: ready });
  const group = groups.data?.items[0]?.name;
  const start = useQuickStart(id, ready, quickStart, onBegun);
  const produce = useMutation({
    mutationFn: () => produceTestMessage(id, topic ?? QUICK_TOPIC),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['topics', id] }),
  });
  const created = start.credential.data;
  return (
    <Card>
      <CardTitle component="h2">{words.title}</CardTitle>
      <CardBody>
        <ol className="millrace-steps">
          <Step done={ready} title={words.ready} />
          <Step done={!!topic} title={words.topic(topic ?? QUICK_TOPIC)}>
            {ready && topic === null && (
              <ActionButton
                variant="secondary"
                size="sm"
                permissions={permissions}
                action="topic.create"
                isLoading={start.topic.isPending}
                onClick={() => start.topic.mutate()}
              >
                {words.createTopic(QUICK_TOPIC)}
              </ActionButton>
            )}
          </Step>
          <Step done={!!credential} title={words.credential(credential?.name ?? QUICK_CREDENTIAL)}>
            {ready && credentials.data && !credential && (
              <ActionButton
                variant="secondary"
                size="sm"
                permissions={permissions}
                action="credential.create"
                isLoading={start.credential.isPending}
                onClick={() => start.credential.mutate()}
              >
                {words.createCredential(QUICK_CREDENTIAL)}
              </ActionButton>
            )}
          </Step>
          <Step
            done={written}
            title={words.message}
            {...(topic && !written && { note: words.messageWaiting })}
          >
            {topic && (
              <ActionButton
                variant={written ? 'secondary' : 'primary'}
                size="sm"
                permissions={permissions}
                action="record.produce"
                isLoading={produce.isPending}
                onClick={() => produce.mutate()}
              >
                {words.produce}
              </ActionButton>
            )}
            {produce.data && (
              <Alert
                isInline
                isPlain
                isLiveRegion
                variant="success"
                title={words.produced(
                  produce.data.partition,
                  count(produce.data.offset ?? 0),
                  produce.data.took_ms,
                )}
              />
            )}
            {produce.error && <ProblemAlert error={produce.error} />}
          </Step>
          <Step
            done={!!seen}
            title={words.client}
            note={
              seen
                ? words.clientSeen(
                    seen.client_id ?? seen.software ?? words.unknownClient,
                    seen.address ?? words.unknownAddress,
                  )
                : words.clientWaiting
            }
          >
            {credential && !seen && <ConnectButton instance={instance} variant="secondary" size="sm" />}
            <FailedSignIns instance={id} />
          </Step>
          <Step
            done={group !== undefined}
            title={words.consumer}
            {...(group === undefined && { note: words.consumerWaiting })}
          >
            {group !== undefined && (
              <Link to="/instances/$instance/groups/$group" params={{ instance: id, group }}>
                {words.consumerSeen(group)}
              </Link>
            )}
          </Step>
        </ol>
        {written && seen && group !== undefined && <NextSteps instance={instance} />}
      </CardBody>
      {created && (
        <SecretOnce
          instance={id}
          name={created.name}
          secret={created.secret}
          onDone={() => start.credential.reset()}
        />
      )}
    </Card>
  );
}
