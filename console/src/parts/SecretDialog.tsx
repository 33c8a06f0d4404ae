// What cannot be shown again: it closes only once the person says that it is saved.
import {
  Alert,
  Button,
  Checkbox,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import { text } from '../text';

const words = text.common.secret;

interface Props {
  title: string;
  onDone: () => void;
  children: ReactNode;
}

export function SecretDialog({ title, onDone, children }: Props) {
  const [saved, setSaved] = useState(false);
  return (
    // Neither Escape nor a click beside it takes it away.
    <Modal isOpen variant="medium" aria-label={title} onEscapePress={() => undefined}>
      <ModalHeader title={title} />
      <ModalBody tabIndex={0}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (saved) onDone();
          }}
        >
          <Alert isInline isPlain variant="warning" title={words.once} />
          {children}
          <Checkbox
            id="secret-saved"
            label={words.saved}
            isChecked={saved}
            onChange={(_, checked) => setSaved(checked)}
          />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={!saved} onClick={onDone}>
          {words.done}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
