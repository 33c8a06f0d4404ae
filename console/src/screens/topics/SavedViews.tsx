// Filters and orders of the list of topics that a person keeps under names.
import {
  Button,
  Divider,
  Dropdown,
  DropdownItem,
  DropdownList,
  FormGroup,
  MenuToggle,
  TextInput,
} from '@patternfly/react-core';
import { TrashIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { setPreferences, usePreferences } from '../../app/preferences';
import { FormDialog } from '../../parts/FormDialog';
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
    <FormDialog
      title={saved.save}
      description={saved.explained}
      submit={text.topics.save}
      ready={name !== ''}
      onSubmit={() => onSave(name)}
      onClose={onClose}
    >
      <FormGroup label={saved.name} fieldId="view-name" isRequired>
        <TextInput id="view-name" value={name} maxLength={60} onChange={(_event, value) => setName(value)} />
      </FormGroup>
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
    </FormDialog>
  );
}
