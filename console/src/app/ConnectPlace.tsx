// Where the drawer that shows how a client connects is drawn: beside every page of an instance.
import { lazy, Suspense } from 'react';
import { useConnect } from './connect';
import { usePlace } from './place';

const ConnectDrawer = lazy(() =>
  import('../screens/connect/ConnectDrawer').then(({ ConnectDrawer }) => ({ default: ConnectDrawer })),
);

export function ConnectPlace() {
  const { client, show, close } = useConnect();
  const { instance } = usePlace();
  if (client === undefined || !instance) return null;
  return (
    <Suspense>
      <ConnectDrawer key={instance.id} instance={instance} client={client} onClient={show} onClose={close} />
    </Suspense>
  );
}
