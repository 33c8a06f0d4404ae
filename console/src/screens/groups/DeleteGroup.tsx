// Deletes a group, after showing what it has committed.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { deleteGroup, type Group, groupQuery } from '../../api/groups';
import { useNotify } from '../../app/notices';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { text } from '../../text';
import { known } from './lag';

const words = text.groups.remove;

interface Props {
  instance: string;
  group: Group;
  onClose: () => void;
}

export function DeleteGroup({ instance, group: { name, partitions, total_lag }, onClose }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const remove = useMutation({
    mutationFn: () => deleteGroup(instance, name),
    onSuccess: async () => {
      notify('success', words.done(name));
      await navigate({ to: '/instances/$instance/groups', params: { instance } });
      queries.removeQueries(groupQuery(instance, name));
      await queries.invalidateQueries({ queryKey: ['groups', instance] });
    },
  });
  const committed = partitions.filter(({ committed_offset: offset }) => offset != null);
  const topics = new Set(committed.map(({ topic }) => topic));
  return (
    <ConfirmDelete
      title={words.title(name)}
      name={name}
      confirm={words.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{words.lost}</p>
      <p>{words.evidence(committed.length, topics.size, known(total_lag))}</p>
    </ConfirmDelete>
  );
}
