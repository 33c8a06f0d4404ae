// Writes a record as the signed-in person, to tell trouble of one's client from trouble of the instance.
import { Alert } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Instance } from '../../api/instances';
import { firstTopicQuery, produceTestMessage } from '../../api/quickStart';
import { ActionButton } from '../../parts/ActionButton';
import { count } from '../../parts/numbers';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';

const words = text.connect;

export function TestFromHere({ instance }: { instance: Instance }) {
  const topic = useQuery(firstTopicQuery(instance.id, true)).data;
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: (name: string) => produceTestMessage(instance.id, name),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['topics', instance.id] }),
  });
  return (
    <>
      <ActionButton
        variant="secondary"
        permissions={instance.permissions}
        action="record.produce"
        blocked={topic ? undefined : words.noTopic}
        isLoading={test.isPending}
        onClick={() => topic && test.mutate(topic)}
      >
        {words.test}
      </ActionButton>
      {test.data && (
        <Alert
          isInline
          isPlain
          isLiveRegion
          variant="success"
          title={words.tested(
            test.variables,
            test.data.partition,
            count(test.data.offset ?? 0),
            test.data.took_ms,
          )}
        />
      )}
      {test.error && <ProblemAlert error={test.error} />}
    </>
  );
}
