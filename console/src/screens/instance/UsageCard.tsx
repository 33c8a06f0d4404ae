// What went in and out of an instance, as a picture or a table, and how near it is to its limits.
import { Alert, Button, Progress, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Instance } from '../../api/instances';
import { type Usage, usageQuery, type UsageWindow } from '../../api/usage';
import { Loading } from '../../parts/Loading';
import { bytes, count } from '../../parts/numbers';
import { QueryView } from '../../parts/QueryView';
import { Section } from '../../parts/Section';
import { text } from '../../text';
import { UsageTable } from './UsageTable';

const LineChart = lazy(async () => ({ default: (await import('../../parts/LineChart')).LineChart }));

const words = text.instance.usage;
const WINDOWS: readonly UsageWindow[] = ['1h', '24h'];
const rate = (value: number) => `${bytes(Math.round(value))}/s`;

export function UsageCard({ instance }: { instance: Instance }) {
  const [window, setWindow] = useState<UsageWindow>('1h');
  const [table, setTable] = useState(false);
  const query = useQuery(usageQuery(instance.id, window));
  return (
    <Section
      title={words.title}
      action={
        <>
          <ToggleGroup isCompact aria-label={words.windowLabel}>
            {WINDOWS.map((choice) => (
              <ToggleGroupItem
                key={choice}
                text={words.window[choice]}
                buttonId={`usage-${choice}`}
                isSelected={window === choice}
                onChange={() => setWindow(choice)}
              />
            ))}
          </ToggleGroup>
          <Button variant="link" onClick={() => setTable(!table)}>
            {table ? words.asChart : words.asTable}
          </Button>
        </>
      }
    >
      <QueryView query={query}>
        {(usage) => (
          <>
            <Bars usage={usage} />
            {usage.storage_bytes && <p>{words.stored(bytes(usage.storage_bytes))}</p>}
            {usage.at ? (
              table ? (
                <UsageTable usage={usage} />
              ) : (
                <div className="millrace-chart-place">
                  <Suspense fallback={<Loading />}>
                    <RateChart usage={usage} />
                  </Suspense>
                </div>
              )
            ) : (
              <p className="millrace-muted">{words.nothing}</p>
            )}
          </>
        )}
      </QueryView>
    </Section>
  );
}

function RateChart({ usage }: { usage: Usage }) {
  const { times, lines } = useMemo(
    () => ({
      times: usage.points.map(({ at }) => Date.parse(at) / 1_000),
      lines: [
        { label: words.bytesIn, values: usage.points.map((point) => point.bytes_in_per_second) },
        { label: words.bytesOut, values: usage.points.map((point) => point.bytes_out_per_second) },
      ],
    }),
    [usage],
  );
  return <LineChart label={words.chart} times={times} lines={lines} format={rate} />;
}

/** The newest whole step against the limits. */
function Bars({ usage }: { usage: Usage }) {
  const point = usage.points.at(-2) ?? usage.points.at(-1);
  if (!point) return null;
  const { limits } = usage;
  const bars = [
    [words.bytesIn, point.bytes_in_per_second, limits.bytes_in_per_second, rate],
    [words.bytesOut, point.bytes_out_per_second, limits.bytes_out_per_second, rate],
    [words.connections, point.connections, limits.connections, count],
  ] as const;
  return (
    <>
      {bars.map(([title, used, limit, shown]) => (
        <Progress
          key={title}
          title={title}
          size="sm"
          value={Math.min(100, (100 * used) / limit)}
          label={words.of(shown(used), shown(limit))}
          valueText={words.of(shown(used), shown(limit))}
          measureLocation="top"
          variant={used >= 0.9 * limit ? 'warning' : undefined}
        />
      ))}
      {point.throttled_ms > 0 && (
        <Alert isInline variant="warning" title={words.throttledNow(count(point.throttled_ms))} />
      )}
    </>
  );
}
