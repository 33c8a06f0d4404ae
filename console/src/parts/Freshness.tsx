// How old the shown numbers are: live, so many seconds old, or stale because reading them failed.
import { Label } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { text } from '../text';

interface Props {
  /** When the numbers were read, in milliseconds since 1970; 0 if never. */
  at: number;
  failed: boolean;
  /** Up to which age numbers count as live, in milliseconds. */
  liveFor?: number;
}

export function Freshness({ at, failed, liveFor = 15_000 }: Props) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (at === 0) return null;
  const age = Math.max(0, now - at);
  if (!failed && age <= liveFor) {
    return (
      <Label isCompact color="green">
        {text.common.live}
      </Label>
    );
  }
  return (
    <Label isCompact color={failed ? 'orange' : 'grey'} title={failed ? text.common.stale : undefined}>
      {text.common.secondsOld(Math.round(age / 1_000))}
    </Label>
  );
}
