// A time, in the zone the person chose, exact on hover.
import { usePreferences } from '../app/preferences';
import { text } from '../text';

const STYLE = { dateStyle: 'medium', timeStyle: 'medium' } as const;
const LOCAL = new Intl.DateTimeFormat(undefined, STYLE);
const UTC = new Intl.DateTimeFormat(undefined, { ...STYLE, timeZone: 'UTC' });

/** Times of records differ by milliseconds; the Swedish write a time as ISO 8601 does. */
const EXACT = {
  fractionalSecondDigits: 3,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;
const EXACT_LOCAL = new Intl.DateTimeFormat('sv-SE', EXACT);
const EXACT_UTC = new Intl.DateTimeFormat('sv-SE', { ...EXACT, timeZone: 'UTC' });

interface Props {
  at: string | null | undefined;
  /** To the millisecond. */
  exact?: boolean;
}

export function Timestamp({ at, exact = false }: Props) {
  const { timeZone } = usePreferences();
  if (!at) return <>{text.common.never}</>;
  const [local, utc] = exact ? [EXACT_LOCAL, EXACT_UTC] : [LOCAL, UTC];
  const shown = timeZone === 'utc' ? `${utc.format(new Date(at))} UTC` : local.format(new Date(at));
  return (
    <time dateTime={at} title={at}>
      {shown}
    </time>
  );
}
