// Shown while something is awaited, but only if that takes longer than people notice.
import { Bullseye, Spinner } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { text } from '../text';

const UNNOTICED_MS = 400;

export function Loading() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), UNNOTICED_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Bullseye>{late && <Spinner aria-label={text.common.loading} />}</Bullseye>;
}
