// A time, in the zone the person chose, exact on hover.
import { usePreferences } from '../app/preferences';
import { text } from '../text';

const STYLE = { dateStyle: 'medium', timeStyle: 'medium' } as const;
const LOCAL = new Intl.DateTimeFormat(undefined, STYLE);
const UTC = new Intl.DateTimeFormat(undefined, { ...STYLE, timeZone: 'UTC' });

export function Timestamp({ at }: { at: string | null | undefined }) {
  const { timeZone } = usePreferences();
  if (!at) return <>{text.common.never}</>;
  const shown = timeZone === 'utc' ? `${UTC.format(new Date(at))} UTC` : LOCAL.format(new Date(at));
  return (
    <time dateTime={at} title={at}>
      {shown}
    </time>
  );
}
