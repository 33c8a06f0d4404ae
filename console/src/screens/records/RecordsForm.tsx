// Which records are wanted: where to begin, from which partition, and what they hold.
import {
  Button,
  Flex,
  FlexItem,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
} from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import { usePreferences } from '../../app/preferences';
import { FieldHelp } from '../../parts/FieldHelp';
import { count } from '../../parts/numbers';
import { inputTime, timeOfInput } from '../../parts/zonedInput';
import { text } from '../../text';
import {
  isOffset,
  LAST_OFFSET,
  LIMIT,
  LIMITS,
  type Origin,
  ORIGINS,
  type RecordsSearch,
  recordsSearch,
} from './search';

const words = text.records;

interface Props {
  search: RecordsSearch;
  partitions: number;
  onSearch: (search: RecordsSearch) => void;
  actions: ReactNode;
}

export function RecordsForm({ search, partitions, onSearch, actions }: Props) {
  const { timeZone } = usePreferences();
  const [draft, setDraft] = useState<Record<string, unknown>>({ ...search });
  const change = (name: keyof RecordsSearch) => (_event: unknown, value: string) =>
    setDraft({ ...draft, [name]: value });
  const typed = (name: keyof RecordsSearch) => (typeof draft[name] === 'string' ? draft[name] : '');
  const from = (draft.from as Origin | undefined) ?? 'latest';
  // Without one, it begins with the first.
  const wrongOffset = from === 'offset' && typed('offset') !== '' && !isOffset(typed('offset'));
  return (
    <Form
      aria-label={words.filters}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrongOffset) return;
        const { follow: _, ...wanted } = draft;
        onSearch(recordsSearch(wanted));
      }}
    >
      <div className="millrace-filters">
        <FormGroup label={words.from.label} fieldId="from">
          <FormSelect id="from" value={from} onChange={change('from')}>
            {ORIGINS.map((origin) => (
              <FormSelectOption key={origin} value={origin} label={words.from[origin]} />
            ))}
          </FormSelect>
        </FormGroup>
        {from === 'offset' && (
          <FormGroup label={words.offset} fieldId="offset">
            <TextInput
              id="offset"
              inputMode="numeric"
              value={typed('offset')}
              validated={wrongOffset ? 'error' : 'default'}
              aria-describedby="offset-help"
              onChange={change('offset')}
            />
            <FieldHelp
              id="offset-help"
              error={wrongOffset ? words.wrongOffset(count(LAST_OFFSET)) : undefined}
            />
          </FormGroup>
        )}
        {from === 'time' && (
          <FormGroup label={words.time(timeZone === 'utc' ? words.utc : words.localTime)} fieldId="time">
            <TextInput
              id="time"
              type="datetime-local"
              step="0.001"
              value={inputTime(typed('time'), timeZone)}
              onChange={(_event, value) => setDraft({ ...draft, time: timeOfInput(value, timeZone) })}
            />
          </FormGroup>
        )}
        <FormGroup label={words.partition} fieldId="partition">
          <FormSelect
            id="partition"
            value={typeof draft.partition === 'number' ? draft.partition : ''}
            onChange={(_event, value) =>
              setDraft({ ...draft, partition: value === '' ? undefined : Number(value) })
            }
          >
            <FormSelectOption value="" label={words.allPartitions} />
            {Array.from({ length: partitions }, (_none, partition) => (
              <FormSelectOption key={partition} value={partition} label={String(partition)} />
            ))}
          </FormSelect>
        </FormGroup>
        {(['key', 'value', 'header'] as const).map((name) => (
          <FormGroup key={name} label={words[name]} fieldId={`contains-${name}`}>
            <TextInput id={`contains-${name}`} maxLength={256} value={typed(name)} onChange={change(name)} />
          </FormGroup>
        ))}
        <FormGroup label={words.limit} fieldId="limit">
          <FormSelect
            id="limit"
            value={typeof draft.limit === 'number' ? draft.limit : LIMIT}
            onChange={(_event, value) => setDraft({ ...draft, limit: Number(value) })}
          >
            {LIMITS.map((limit) => (
              <FormSelectOption key={limit} value={limit} label={String(limit)} />
            ))}
          </FormSelect>
        </FormGroup>
      </div>
      <Flex>
        <FlexItem>
          <Button type="submit">{words.search}</Button>
        </FlexItem>
        <FlexItem>
          <Button variant="link" onClick={() => onSearch({})}>
            {words.clear}
          </Button>
        </FlexItem>
        {actions}
      </Flex>
    </Form>
  );
}
