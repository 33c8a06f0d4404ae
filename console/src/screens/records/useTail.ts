// Follows a topic live. However many records come, only the newest are kept, and the screen is drawn some times
// a second, a piece at a time: in between, it answers whoever uses it.
import { startTransition, useEffect, useState } from 'react';
import { type KafkaRecord, type Tail, tailRecords } from '../../api/records';

/** The most records that are kept. */
export const MOST = 100;
/** Between two times that the screen is drawn. */
const DRAW_MS = 200;

export interface Followed {
  /** The newest first. */
  records: readonly KafkaRecord[];
  received: number;
  /** How many the server left out because this browser was too slow. */
  dropped: bigint;
  /** Why it ended, if it did. */
  end: string | null;
  error: Error | null;
}

const NOTHING: Followed = { records: [], received: 0, dropped: 0n, end: null, error: null };

/** What came since following began. What is there stays when `on` becomes false. */
export function useTail(instance: string, topic: string, query: Tail, on: boolean): Followed {
  const [followed, setFollowed] = useState(NOTHING);
  const key = JSON.stringify(query);
  useEffect(() => {
    if (!on) return undefined;
    const abort = new AbortController();
    let state = NOTHING;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const change = (next: Partial<Followed>) => {
      state = { ...state, ...next };
      timer ??= setTimeout(() => {
        timer = undefined;
        startTransition(() => setFollowed(state));
      }, DRAW_MS);
    };
    change({});
    const follow = async () => {
      for await (const { event, data } of tailRecords(
        instance,
        topic,
        JSON.parse(key) as Tail,
        abort.signal,
      )) {
        if (event === 'records') {
          const records = JSON.parse(data) as KafkaRecord[];
          change({
            records: [...records.reverse(), ...state.records].slice(0, MOST),
            received: state.received + records.length,
          });
        } else if (event === 'dropped') {
          const { records } = JSON.parse(data) as { records: string };
          change({ dropped: state.dropped + BigInt(records) });
        } else if (event === 'end') {
          change({ end: (JSON.parse(data) as { reason: string }).reason });
        }
      }
      if (state.end === null) change({ end: '' });
    };
    follow().catch((error: unknown) => {
      if (abort.signal.aborted) return;
      change({ error: error instanceof Error ? error : new Error(String(error)) });
    });
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [instance, topic, key, on]);
  return followed;
}
