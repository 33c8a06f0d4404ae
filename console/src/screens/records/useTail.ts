// Follows a topic live. However many records come, only the newest are kept, and the screen is drawn some times
// a second, a piece at a time: in between, it answers whoever uses it. Each time draws the component that calls
// this: it should have no more in it than the records.
import { startTransition, useEffect, useRef, useState } from 'react';
import { type KafkaRecord, type Tail, tailRecords } from '../../api/records';
import { Pace } from './pace';

/** The most records that are kept. */
export const MOST = 100;

export interface Followed {
  /** The newest first. */
  records: readonly KafkaRecord[];
  received: number;
  /** The row of the newest; those of older ones count down. */
  row: number;
  /** How many the server left out because this browser was too slow. */
  dropped: bigint;
  /** Why it ended, if it did. */
  end: string | null;
  error: Error | null;
}

const NOTHING: Followed = { records: [], received: 0, row: 0, dropped: 0n, end: null, error: null };

/**
 * The row of the newest. A few new records get rows of their own, and no other row changes. Where most would be
 * new, rows stay where they are and each gets another record: making and moving many costs far more.
 */
export function newestRow(before: Followed, received: number): number {
  const fresh = received - before.received;
  return fresh < MOST / 2 ? before.row + fresh : before.row;
}

/** What came since following began. What is there stays when `on` becomes false. */
export function useTail(instance: string, topic: string, query: Tail, on: boolean): Followed {
  const [followed, setFollowed] = useState(NOTHING);
  const pace = useRef<Pace>(undefined);
  const key = JSON.stringify(query);
  useEffect(() => pace.current?.drawn(), [followed]);
  useEffect(() => {
    if (!on) return undefined;
    const abort = new AbortController();
    let state = NOTHING;
    const drawing = new Pace(() =>
      startTransition(() => setFollowed((before) => ({ ...state, row: newestRow(before, state.received) }))),
    );
    pace.current = drawing;
    const change = (next: Partial<Followed>) => {
      state = { ...state, ...next };
      drawing.changed();
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
      drawing.stop();
    };
  }, [instance, topic, key, on]);
  return followed;
}
