// Whether something was scrolled to, for what is only worth asking for where somebody looks.
import { type RefObject, useEffect, useRef, useState } from 'react';

export function useOnScreen<T extends Element>(): [RefObject<T | null>, boolean] {
  const place = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => {
      const newest = entries.at(-1);
      if (newest) setSeen(newest.isIntersecting);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, seen];
}
