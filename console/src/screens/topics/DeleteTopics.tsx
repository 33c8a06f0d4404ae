// Deletes topics, after showing what they hold and having that confirmed.
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { deleteTopic, offsetSpan, type Topic, topicQuery } from '../../api/topics';
import { useNotify } from '../../app/notices';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { count } from '../../parts/numbers';
import { text } from '../../text';

const words = text.topics.delete;

interface Props {
  instance: string;
  names: readonly string[];
  /** Told which topics are gone. */
  onClose: (deleted: readonly string[]) => void;
}

export function DeleteTopics({ instance, names, onClose }: Props) {
  const notify = useNotify();
  const queries = useQueryClient();
  const topics = useQueries({ queries: names.map((name) => topicQuery(instance, name)) });
  const remove = useMutation({
    mutationFn: async () => {
      const deleted: string[] = [];
      for (const name of names) {
        try {
          await deleteTopic(instance, name);
          deleted.push(name);
        } catch (error) {
          if (names.length === 1) throw error;
          const reason = error instanceof Error ? error.message : String(error);
          notify('danger', `${words.failed(name)}. ${reason}`);
        }
      }
      return deleted;
    },
    onSuccess: async (deleted) => {
      if (deleted.length > 0) notify('success', words.done(deleted.length));
      onClose(deleted);
      await queries.invalidateQueries({ queryKey: ['topics', instance] });
    },
  });
  return (
    <ConfirmDelete
      title={words.title(names.length)}
      name={words.phrase(names)}
      confirm={words.confirm}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={() => onClose([])}
    >
      <p>{words.explained}</p>
      <Table aria-label={words.title(names.length)} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{words.columns.name}</Th>
            <Th>{words.columns.partitions}</Th>
            <Th>{words.columns.offsets}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {names.map((name, at) => (
            <Evidence key={name} name={name} topic={topics[at]?.data} />
          ))}
        </Tbody>
      </Table>
    </ConfirmDelete>
  );
}

function Evidence({ name, topic }: { name: string; topic: Topic | undefined }) {
  const span = topic ? offsetSpan(topic) : null;
  return (
    <Tr>
      <Td modifier="breakWord">{name}</Td>
      <Td className="millrace-number">{topic ? count(topic.partitions.length) : '…'}</Td>
      <Td className="millrace-number">{topic ? (span === null ? text.topics.unknown : count(span)) : '…'}</Td>
    </Tr>
  );
}
