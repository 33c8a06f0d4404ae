// Lines over time, drawn by uPlot. What it shows has to be readable as a table beside it, for it is a picture.
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { usePreferences } from '../app/preferences';

interface Line {
  label: string;
  /** A value for each time; null where there is none. */
  values: readonly (number | null)[];
}

interface Props {
  /** What is said of it to those who do not see it. */
  label: string;
  /** Seconds since 1970, rising. */
  times: readonly number[];
  lines: readonly Line[];
  format: (value: number) => string;
}

const HEIGHT = 240;
const COLOURS = ['--millrace-line-1', '--millrace-line-2', '--millrace-line-3'] as const;

function options(width: number, zone: 'local' | 'utc', lines: readonly Line[], format: Props['format']) {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: token('--pf-t--global--text--color--subtle'),
    grid: { stroke: token('--pf-t--global--border--color--default'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui',
  };
  return {
    width,
    height: HEIGHT,
    cursor: { y: false },
    ...(zone === 'utc' && {
      tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
    }),
    scales: {
      y: { range: (_: uPlot, _min: number, max: number): [number, number] => [0, max > 0 ? max * 1.1 : 1] },
    },
    axes: [axis, { ...axis, size: 80, values: (_: uPlot, splits: number[]) => splits.map(format) }],
    series: [
      {},
      ...lines.map(({ label }, place) => ({
        label,
        stroke: token(COLOURS[place % COLOURS.length] ?? COLOURS[0]),
        width: 2,
        // Lines differ by more than their colour.
        ...(place > 0 && { dash: [6 * place, 4] }),
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? '–' : format(value)),
      })),
    ],
  } satisfies uPlot.Options;
}

export function LineChart({ label, times, lines, format }: Props) {
  const { theme, timeZone } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const data = [[...times], ...lines.map(({ values }) => [...values])] as uPlot.AlignedData;
    const chart = new uPlot(options(element.clientWidth, timeZone, lines, format), data, element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [times, lines, format, theme, timeZone]);
  return <div ref={place} role="img" aria-label={label} className="millrace-chart" />;
}
