// The command palette: type a few letters of a page, an instance, a topic or a credential, and go there.
import { Modal, ModalBody, ModalHeader, TextInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { instancesQuery } from '../api/instances';
import { foundCredentialsQuery, foundTopicsQuery } from '../api/palette';
import { text } from '../text';
import type { Destination } from './destinations';
import { useConnect } from './connect';
import { usePlace } from './place';

const words = text.keyboard;
const MOST = 12;
const SEARCH = 'palette-search';

interface Entry {
  label: string;
  kind: string;
  path: string;
  /** Does something instead of leading to the path. */
  act?: () => void;
}

/** Everything whose name contains what was typed. */
function useEntries(typed: string, destinations: readonly Destination[]): Entry[] {
  const { org, instance } = usePlace();
  const id = instance?.id ?? '';
  const instances = useQuery({ ...instancesQuery(org?.org_id ?? ''), enabled: !!org });
  const topics = useQuery({ ...foundTopicsQuery(id, typed), enabled: !!instance });
  const credentials = useQuery({ ...foundCredentialsQuery(id), enabled: !!instance });
  const { show } = useConnect();
  const below = `/instances/${id}`;
  const entries: Entry[] = [
    ...destinations.map(({ label, path }) => ({ label, path, kind: words.page })),
    ...(instance?.connection
      ? [{ label: text.connect.entry, kind: text.connect.action, path: below, act: () => show() }]
      : []),
    ...(instances.data?.items ?? []).map((one) => ({
      label: one.name,
      path: `/instances/${one.id}`,
      kind: words.instance,
    })),
    ...(topics.data?.items ?? []).map(({ name }) => ({
      label: name,
      path: `${below}/topics/${encodeURIComponent(name)}`,
      kind: words.topic,
    })),
    ...(credentials.data?.items ?? []).map((one) => ({
      label: one.name,
      path: `${below}/credentials/${one.id}`,
      kind: words.credential,
    })),
  ];
  const wanted = typed.trim().toLowerCase();
  return entries.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, MOST);
}

interface Props {
  destinations: readonly Destination[];
  onClose: () => void;
}

export function Palette({ destinations, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const entries = useEntries(typed, destinations);
  const at = Math.min(active, Math.max(0, entries.length - 1));
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.act) entry.act();
    else void navigate({ to: entry.path });
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: entries.length - 1 };
    const step = steps[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((at + step) % entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(entries[at]);
    }
  };
  return (
    <Modal
      isOpen
      variant="small"
      position="top"
      elementToFocus={`#${SEARCH}`}
      onClose={onClose}
      aria-label={words.palette}
    >
      <ModalHeader title={words.palette} />
      <ModalBody>
        <TextInput
          id={SEARCH}
          type="search"
          autoComplete="off"
          role="combobox"
          aria-label={words.search}
          aria-expanded
          aria-controls="palette-entries"
          aria-activedescendant={entries.length > 0 ? `palette-${at}` : ''}
          placeholder={words.search}
          value={typed}
          onKeyDown={press}
          onChange={(_, value) => {
            setTyped(value);
            setActive(0);
          }}
        />
        <ul id="palette-entries" role="listbox" aria-label={words.search} className="millrace-palette">
          {entries.map((entry, index) => (
            // The keys are heard where one types; a mouse chooses here.
            <li
              key={`${entry.kind} ${entry.path}`}
              id={`palette-${index}`}
              role="option"
              aria-selected={index === at}
              onClick={() => go(entry)}
            >
              <span>{entry.label}</span>
              <span className="millrace-muted">{entry.kind}</span>
            </li>
          ))}
        </ul>
        <p role="status" className={entries.length > 0 ? 'pf-v6-screen-reader' : 'millrace-muted'}>
          {words.found(entries.length)}
        </p>
      </ModalBody>
    </Modal>
  );
}
