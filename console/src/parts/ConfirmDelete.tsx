// Asks before something is destroyed: shows what is known of its use, and has its name typed.
import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import { text } from '../text';
import { ProblemAlert } from './ProblemAlert';
import { TextField } from './TextField';

interface Props {
  title: string;
  /** What has to be typed. */
  name: string;
  confirm: string;
  /** What is lost, with numbers. */
  children: ReactNode;
  error: Error | null;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDelete({ title, name, confirm, children, error, pending, onConfirm, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const ready = typed === name && !pending;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={title} elementToFocus="#confirm-name">
      <ModalHeader title={title} titleIconVariant="warning" />
      <ModalBody tabIndex={0} className="millrace-stack">
        {children}
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) onConfirm();
          }}
        >
          <TextField
            id="confirm-name"
            label={text.common.typeToConfirm(name)}
            autoComplete="off"
            value={typed}
            onChange={setTyped}
          />
        </Form>
        {error && <ProblemAlert error={error} />}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" isDisabled={!ready} isLoading={pending} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
