// What keys do anywhere: Ctrl-K opens the palette, `?` this map, `g` and a letter lead to a page.
import { useNavigate, useRouteContext } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ofInstance, ofOperator, ofOrg } from './destinations';
import { KeyboardMap } from './KeyboardMap';
import { usePlace } from './place';
import { usePreferences } from './preferences';

const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })));

/** For how long `g` waits for its letter. */
const SEQUENCE_MS = 1_500;

/** Whether keys pressed there are typed into something, or answer a dialog. */
function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role="dialog"]') !== null;
}

export function Keyboard() {
  const [open, setOpen] = useState<'palette' | 'map' | null>(null);
  const { keys } = usePreferences();
  const { me } = useRouteContext({ from: '/signed-in' });
  const place = usePlace();
  const navigate = useNavigate();
  const begun = useRef(0);
  const destinations = [...ofOrg(place), ...ofInstance(place), ...ofOperator(me)];
  const press = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setOpen('palette');
      return;
    }
    if (keys === 'off' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const inSequence = event.timeStamp - begun.current < SEQUENCE_MS && begun.current > 0;
    begun.current = 0;
    const chosen = inSequence && destinations.find(({ key }) => key === event.key);
    if (chosen) void navigate({ to: chosen.path });
    else if (event.key === 'g') begun.current = event.timeStamp;
    else if (event.key === '?') setOpen('map');
  };
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  const close = () => setOpen(null);
  if (open === 'map') return <KeyboardMap destinations={destinations} onClose={close} />;
  if (open === null) return null;
  return (
    <Suspense>
      <Palette destinations={destinations} onClose={close} />
    </Suspense>
  );
}
