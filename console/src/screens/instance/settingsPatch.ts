// What an edit of an instance's settings asks of the API: what was changed, and nothing that somebody else may have
// changed meanwhile.
import type { Instance, InstancePatch } from '../../api/instances';

export interface Settings {
  description: string;
  labels: Readonly<Record<string, string>>;
  deletionProtection: boolean;
}

export const settingsOf = ({ description, labels, spec }: Instance): Settings => ({
  description,
  labels,
  deletionProtection: spec.deletion_protection,
});

export function settingsPatch(before: Settings, after: Settings): InstancePatch {
  const set = Object.entries(after.labels).filter(([key, value]) => before.labels[key] !== value);
  const gone = Object.keys(before.labels).filter((key) => !(key in after.labels));
  const labels = Object.fromEntries([...set, ...gone.map((key) => [key, null] as const)]);
  return {
    ...(before.description !== after.description && { description: after.description }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(before.deletionProtection !== after.deletionProtection && {
      deletion_protection: after.deletionProtection,
    }),
  };
}
