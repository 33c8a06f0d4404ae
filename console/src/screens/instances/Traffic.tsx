// What goes in and out of an instance, as a line over the last hour and in words, what it
// stores, and whether it is held back.
import { Label } from '@patternfly/react-core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Instance } from '../../api/instances';
import { type Usage, usageQuery } from '../../api/usage';
import { bytes } from '../../parts/numbers';
import { Sparkline } from '../../parts/Sparkline';
import { useOnScreen } from '../../parts/useOnScreen';
import { text } from '../../text';

const words = text.instances.traffic;
/** Lists are long: each line of them is read again more seldom than a page about one instance. */
const AGAIN_MS = 30_000;

const rate = (value: number) => `${bytes(Math.round(value))}/s`;

export function Traffic({ instance }: { instance: Instance }) {
  const [place, seen] = useOnScreen<HTMLDivElement>();
  const query = useQuery({
    ...usageQuery(instance.id, '1h'),
    enabled: seen && !!instance.connection,
    staleTime: AGAIN_MS,
    refetchInterval: AGAIN_MS,
  });
  return (
    <div ref={place} className="millrace-traffic">
      {!instance.connection ? words.none : <Shown query={query} />}
    </div>
  );
}

function Shown({ query: { data, error } }: { query: Pick<UseQueryResult<Usage>, 'data' | 'error'> }) {
  if (!data) return error ? words.unknown : '…';
  // The last step is still growing.
  const newest = data.points.at(-2) ?? data.points.at(-1);
  if (!data.at || !newest) return words.none;
  return (
    <>
      <Sparkline
        lines={[
          data.points.map((point) => point.bytes_in_per_second),
          data.points.map((point) => point.bytes_out_per_second),
        ]}
      />
      <span className="millrace-number">
        {words.rates(rate(newest.bytes_in_per_second), rate(newest.bytes_out_per_second))}
      </span>
      {data.storage_bytes != null && (
        <span className="millrace-muted millrace-number">{words.stored(bytes(data.storage_bytes))}</span>
      )}
      {newest.throttled_ms > 0 && (
        <Label isCompact status="warning">
          {words.throttled}
        </Label>
      )}
    </>
  );
}
