// Asks for something in a dialog: its fields, what was wrong with them, and the one thing it does.
import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { type ReactNode, useId } from 'react';
import { text } from '../text';
import { firstField } from './firstField';
import { ApiError } from '../api/problem';
import { ChangedMeanwhile } from './ChangedMeanwhile';
import { ProblemAlert } from './ProblemAlert';

interface Props {
  title: string;
  description?: string;
  variant?: 'small' | 'medium' | 'large';
  /** What the button that sends it says. */
  submit: string;
  /** Whether what is filled in can be sent. */
  ready?: boolean;
  pending?: boolean;
  error?: Error | null;
  /** For what others may change meanwhile: begins anew with what is there by then. */
  onLookAgain?: () => void;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A long form may have been scrolled away from what went wrong. */
function reveal(place: HTMLElement | null) {
  place?.scrollIntoView({ block: 'nearest' });
}

export function FormDialog(props: Props) {
  const {
    title,
    description,
    variant = 'small',
    submit,
    ready = true,
    pending = false,
    error,
    onLookAgain,
  } = props;
  const isOutdated = onLookAgain && error instanceof ApiError && error.changedMeanwhile;
  const form = useId();
  return (
    <Modal
      isOpen
      variant={variant}
      onClose={props.onClose}
      aria-label={title}
      elementToFocus={firstField(form)}
    >
      <ModalHeader title={title} description={description} />
      <ModalBody tabIndex={0}>
        <Form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !pending) props.onSubmit();
          }}
        >
          {error && (
            <div ref={reveal}>
              {isOutdated ? <ChangedMeanwhile onLookAgain={onLookAgain} /> : <ProblemAlert error={error} />}
            </div>
          )}
          {props.children}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={form} isDisabled={!ready || pending} isLoading={pending}>
          {submit}
        </Button>
        <Button variant="link" onClick={props.onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
