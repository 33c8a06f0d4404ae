// What an edit of a topic's configuration changes.
import type { Topic } from '../../api/topics';

export interface ConfigChange {
  name: string;
  before: string | null;
  /** Null: back to the default. */
  after: string | null;
}

/** Only what differs; an empty text asks for the default. */
export function changesOf(config: Topic['config'], edited: Readonly<Record<string, string>>): ConfigChange[] {
  return Object.entries(edited).flatMap(([name, typed]) => {
    const { value = null, source } = config[name] ?? { source: 'default' };
    const after = typed === '' ? null : typed;
    const unchanged = source === 'topic' ? after === value : after === null;
    return unchanged ? [] : [{ name, before: value, after }];
  });
}
