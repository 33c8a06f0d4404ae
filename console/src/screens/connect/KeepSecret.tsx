// Says that a new key's secret is shown this once, and asks before it is lost by leaving.
import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useBlocker } from '@tanstack/react-router';
import { text } from '../../text';

const words = text.connect.keep;

interface Props {
  instance: string;
  /** The credential's name. */
  name: string;
  /** Whether the secret was copied or saved. */
  taken: boolean;
}

export function KeepSecret({ instance, name, taken }: Props) {
  const blocker = useBlocker({
    withResolver: true,
    enableBeforeUnload: () => !taken,
    shouldBlockFn: ({ next: { params, search } }) => {
      const stays = 'connect' in search;
      const sameInstance = 'instance' in params && params.instance === instance;
      return !taken && !(stays && sameInstance);
    },
  });
  return (
    <>
      <Alert
        isInline
        isLiveRegion
        variant={taken ? 'success' : 'warning'}
        title={taken ? words.taken(name) : words.once(name)}
      />
      {blocker.status === 'blocked' && (
        <Modal isOpen variant="small" aria-label={words.title} onClose={blocker.reset}>
          <ModalHeader title={words.title} titleIconVariant="warning" />
          <ModalBody>{words.lost(name)}</ModalBody>
          <ModalFooter>
            <Button onClick={blocker.reset}>{words.stay}</Button>
            <Button variant="link" isDanger onClick={blocker.proceed}>
              {words.leave}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </>
  );
}
