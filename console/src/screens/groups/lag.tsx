// How far groups are behind, in words.
import { useQuery } from '@tanstack/react-query';
import { type Group, groupQuery } from '../../api/groups';
import { count, duration } from '../../parts/numbers';
import { text } from '../../text';

const words = text.groups;

export const known = (value: string | null | undefined) => (value == null ? words.unknown : count(value));

type Progress = Pick<Group, 'partitions' | 'permissions'>;

/** One partition's lag in time. Only whoever may read records is told when they were written. */
export function secondsText(seconds: string | null | undefined, permissions: readonly string[]): string {
  if (seconds != null) return duration(Number(seconds));
  return permissions.includes('record.read') ? words.unknown : words.secret;
}

/** Of the partition whose first waiting record has waited longest. */
export function longestText({ partitions, permissions }: Progress): string {
  const known = partitions.flatMap(({ lag_seconds: seconds }) => (seconds == null ? [] : [Number(seconds)]));
  return secondsText(known.length > 0 ? String(Math.max(...known)) : null, permissions);
}

interface Props {
  instance: string;
  group: string;
  show: (group: Group) => string;
}

/** Something about a group in a list: only those on the screen are asked how far they are. */
export function OfGroup({ instance, group, show }: Props) {
  const { data, isPending } = useQuery(groupQuery(instance, group));
  if (isPending) return '…';
  return data ? show(data) : words.unknown;
}
