// Deletes an instance, after showing who used it last.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { credentialsQuery } from '../../api/credentials';
import { deleteInstance, type Instance } from '../../api/instances';
import { topicCountQuery } from '../../api/quickStart';
import { useNotify } from '../../app/notices';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { newestUse } from '../credentials/use';

const words = text.instance.remove;

/** Exactly, or `more than 100`. */
function counted(read: number, next: string | null | undefined): string {
  return next == null ? String(read) : words.moreThan(read);
}

interface Props {
  instance: Instance;
  onClose: () => void;
}

export function DeleteInstance({ instance, onClose }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const page = useQuery(credentialsQuery(instance.id)).data;
  const credentials = page?.items;
  const topics = useQuery(topicCountQuery(instance.id)).data;
  const remove = useMutation({
    mutationFn: () => deleteInstance(instance.id),
    onSuccess: async () => {
      notify('info', words.started(instance.name));
      await queries.invalidateQueries({ queryKey: ['instances', instance.org_id] });
      await navigate({ to: '/orgs/$org/instances', params: { org: instance.org_id } });
    },
  });
  return (
    <ConfirmDelete
      title={words.title(instance.name)}
      name={instance.name}
      confirm={words.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{words.lost}</p>
      {topics !== undefined && page && credentials && (
        <p>
          {words.evidence(topics, counted(credentials.length, page.next_page_token))} {words.lastUsed}{' '}
          <Timestamp at={newestUse(credentials)?.at} />.
        </p>
      )}
    </ConfirmDelete>
  );
}
