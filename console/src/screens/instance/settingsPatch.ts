// What an edit of an instance's settings asks of the API: what was changed, and nothing that somebody else may have
// changed meanwhile.
import type { Instance, InstancePatch } from '../../api/instances';

export interface Settings {
  name: string;
  description: string;
  labels: Readonly<Record<string, string>>;
  deletionProtection: boolean;
}

export const settingsOf = ({ name, description, labels, spec }: Instance): Settings => ({
  name,
  description,
  labels,
  deletionProtection: spec.deletion_protection,
});

/** Whether somebody else meanwhile gave something else to what one changed. */
export function clash(before: Settings, mine: Settings, theirs: Settings): boolean {
  const differ = (at: (settings: Settings) => unknown) =>
    at(before) !== at(mine) && at(before) !== at(theirs) && at(mine) !== at(theirs);
  const keys = [before, mine].flatMap(({ labels }) => Object.keys(labels));
  return (
    differ(({ name }) => name) ||
    differ(({ description }) => description) ||
    differ(({ deletionProtection }) => deletionProtection) ||
    keys.some((key) => differ(({ labels }) => labels[key]))
  );
}

export function settingsPatch(before: Settings, after: Settings): InstancePatch {
  const set = Object.entries(after.labels).filter(([key, value]) => before.labels[key] !== value);
  const gone = Object.keys(before.labels).filter((key) => !(key in after.labels));
  const labels = Object.fromEntries([...set, ...gone.map((key) => [key, null] as const)]);
  return {
    ...(before.name !== after.name && { name: after.name }),
    ...(before.description !== after.description && { description: after.description }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(before.deletionProtection !== after.deletionProtection && {
      deletion_protection: after.deletionProtection,
    }),
  };
}
