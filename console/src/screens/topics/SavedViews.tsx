// Filters and orders of the list of topics that a person keeps under names.
import {
  Button,
  Divider,
  Dropdown,
  DropdownItem,
  DropdownList,
  Form,
  FormGroup,
  MenuToggle,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { TrashIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { setPreferences, usePreferences } from '../../app/preferences';
import { text } from '../../text';
import { type TopicsSearch, topicsSearch } from './search';

const { saved } = text.topics;

interface Props {
  search: TopicsSearch;
  show: (search: TopicsSearch) => void;
}

export function SavedViews({ search, show }: Props) {
  const { topicViews } = usePreferences();
  const [open, setOpen] = useState(false);
  const [naming, setNaming] = useState(false);
  const keep = (views: typeof topicViews) => setPreferences({ topicViews: views });
  return (
    <>
      <Dropdown
        isOpen={open}
        onOpenChange={setOpen}
        toggle={(toggle) => (
          <MenuToggle ref={toggle} isExpanded={open} onClick={() => setOpen(!open)}>
            {saved.label}
          </MenuToggle>
        )}
      >
        <DropdownList>
          {topicViews.length === 0 && <DropdownItem isDisabled>{saved.none}</DropdownItem>}
          {topicViews.map(({ name, search: view }) => (
            <DropdownItem key={name} onClick={() => show(topicsSearch(view))}>
              {name}
            </DropdownItem>
          ))}
        </DropdownList>
        <Divider />
        <DropdownList>
          <DropdownItem
            onClick={() => {
              setOpen(false);
              setNaming(true);
            }}
          >
            {saved.save}
          </DropdownItem>
        </DropdownList>
      </Dropdown>
      {naming && (
        <NameView
          names={topicViews.map(({ name }) => name)}
          onForget={(forgotten) => keep(topicViews.filter(({ name }) => name !== forgotten))}
          onSave={(name) => {
            keep([...topicViews.filter((view) => view.name !== name), { name, search: { ...search } }]);
            setNaming(false);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

interface NameProps {
  names: readonly string[];
  onSave: (name: string) => void;
  onForget: (name: string) => void;
  onClose: () => void;
}

function NameView({ names, onSave, onForget, onClose }: NameProps) {
  const [name, setName] = useState('');
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={saved.save}>
      <ModalHeader title={saved.save} description={saved.explained} />
      <ModalBody tabIndex={0}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (name) onSave(name);
          }}
        >
          <FormGroup label={saved.name} fieldId="view-name" isRequired>
            <TextInput
              id="view-name"
              value={name}
              maxLength={60}
              onChange={(_event, value) => setName(value)}
            />
          </FormGroup>
        </Form>
        <ul>
          {names.map((kept) => (
            <li key={kept}>
              {kept}{' '}
              <Button
                variant="plain"
                size="sm"
                icon={<TrashIcon />}
                aria-label={saved.remove(kept)}
                onClick={() => onForget(kept)}
              />
            </li>
          ))}
        </ul>
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={!name} onClick={() => onSave(name)}>
          {text.topics.save}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
