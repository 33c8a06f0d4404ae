// Which keys do what, and a way to switch them off for those whom single keys hinder.
import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Switch,
} from '@patternfly/react-core';
import { text } from '../text';
import type { Destination } from './destinations';
import { setPreferences, usePreferences } from './preferences';

const words = text.keyboard;

interface Props {
  destinations: readonly Destination[];
  onClose: () => void;
}

export function KeyboardMap({ destinations, onClose }: Props) {
  const { keys } = usePreferences();
  const map = [
    ['Ctrl K', words.palette],
    ['?', words.map],
    ...destinations.map(({ key, label }) => [`g ${key}`, label]),
  ] as const;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={words.title}>
      <ModalHeader title={words.title} />
      <ModalBody tabIndex={0}>
        <DescriptionList isHorizontal isCompact>
          {map.map(([pressed, does]) => (
            <DescriptionListGroup key={pressed}>
              <DescriptionListTerm>
                <kbd>{pressed}</kbd>
              </DescriptionListTerm>
              <DescriptionListDescription>{does}</DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
        <Switch
          id="keys"
          label={words.on}
          isChecked={keys === 'on'}
          onChange={(_, checked) => setPreferences({ keys: checked ? 'on' : 'off' })}
        />
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{text.common.close}</Button>
      </ModalFooter>
    </Modal>
  );
}
