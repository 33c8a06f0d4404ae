// Lines over time as small as a word. What they show has to be said in words beside them.
interface Props {
  /** Lines over the same times; the first is drawn the strongest. */
  lines: readonly (readonly number[])[];
}

const WIDTH = 120;
const HEIGHT = 28;
/** Room for the width of a line. */
const EDGE = 2;

/** The points of a line, as SVG writes them; `most` is the highest value of all lines. */
export function pointsOf(values: readonly number[], most: number): string {
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  const height = HEIGHT - 2 * EDGE;
  return values
    .map((value, place) => {
      const y = HEIGHT - EDGE - (most > 0 ? (value / most) * height : 0);
      return `${(place * step).toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

export function Sparkline({ lines }: Props) {
  const most = Math.max(0, ...lines.flat());
  return (
    <svg className="millrace-spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden focusable={false}>
      {lines.map((values, place) => (
        <polyline key={place} points={pointsOf(values, most)} />
      ))}
    </svg>
  );
}
