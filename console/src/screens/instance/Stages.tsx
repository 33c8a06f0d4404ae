// What an instance needs and whether it is there, with the operation under way.
import { Alert, Card, CardBody, CardTitle, ProgressStep, ProgressStepper } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { type Instance, moving } from '../../api/instances';
import { operationsQuery } from '../../api/operations';
import { POLL_MS } from '../../api/queries';
import { text } from '../../text';

const words = text.instance.stages;
const UNDER_WAY = new Set(['queued', 'running', 'stalled']);

/** Whether there is anything to say beyond "ready". */
export function eventful({ status }: Instance): boolean {
  return status.phase !== 'ready' || status.conditions.some((condition) => condition.status !== 'true');
}

export function Stages({ instance }: { instance: Instance }) {
  const busy = moving(instance);
  const operations = useQuery(operationsQuery(instance.org_id, busy ? 1_000 : POLL_MS));
  const operation = operations.data?.items.find(
    ({ subject, state }) => subject.id === instance.id && UNDER_WAY.has(state),
  );
  const { conditions } = instance.status;
  const next = conditions.findIndex(({ status }) => status !== 'true');
  return (
    <Card>
      <CardTitle component="h2">{words.title}</CardTitle>
      <CardBody>
        <ProgressStepper aria-label={words.title}>
          {conditions.map(({ type, status, message }, place) => {
            const title = words.names[type] ?? type;
            const variant =
              status === 'true' ? 'success' : place !== next ? 'pending' : busy ? 'info' : 'warning';
            return (
              <ProgressStep
                key={type}
                id={`stage-${type}`}
                titleId={`stage-${type}-title`}
                aria-label={`${title}: ${message}`}
                variant={variant}
                isCurrent={place === next}
                description={message}
              >
                {title}
              </ProgressStep>
            );
          })}
        </ProgressStepper>
        {operation && (
          <p className="millrace-muted millrace-after">
            {words.working(operation.kind, operation.progress.done, operation.progress.of)}
            {operation.attempt > 0 && `, ${words.attempt(operation.attempt)}`} <code>{operation.id}</code>
          </p>
        )}
        {operation?.error && (
          <Alert isInline variant="warning" title={operation.error.code}>
            {operation.error.detail}
          </Alert>
        )}
      </CardBody>
    </Card>
  );
}
