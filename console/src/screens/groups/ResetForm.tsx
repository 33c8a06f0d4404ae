// Where a group shall go on from, and in which partitions.
import {
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  InputGroup,
  InputGroupItem,
  TextInput,
} from '@patternfly/react-core';
import { usePreferences } from '../../app/preferences';
import { FieldHelp } from '../../parts/FieldHelp';
import { inputTime, timeOfInput } from '../../parts/zonedInput';
import { text } from '../../text';
import { type Faults, type ResetDraft, STRATEGIES, type Strategy, type Unit, UNIT_NAMES } from './resetDraft';

const words = text.groups.reset;

interface Props {
  id: string;
  draft: ResetDraft;
  faults: Faults;
  /** The topics that the group is in, to choose from. */
  topics: readonly string[];
  onChange: (draft: ResetDraft) => void;
  onSubmit: () => void;
}

export function ResetForm({ id, draft, faults, topics, onChange, onSubmit }: Props) {
  const { timeZone } = usePreferences();
  const field = (name: keyof Faults, help?: string) => ({
    input: {
      id: `reset-${name}`,
      'aria-describedby': `reset-${name}-help`,
      validated: faults[name] ? ('error' as const) : ('default' as const),
      value: draft[name],
      onChange: (_: unknown, value: string) => onChange({ ...draft, [name]: value }),
    },
    help: (
      <FieldHelp id={`reset-${name}-help`} error={faults[name]}>
        {help}
      </FieldHelp>
    ),
  });
  const [time, duration, topic, partitions] = [
    field('time'),
    field('duration'),
    field('topic', words.topicHelp),
    field('partitions', words.partitionsHelp),
  ];
  const number = draft.to === 'shift' || draft.to === 'offset' ? field(draft.to, words.nearest) : null;
  return (
    <Form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <FormGroup label={words.to} fieldId="reset-to">
        <FormSelect
          id="reset-to"
          value={draft.to}
          onChange={(_, to) => onChange({ ...draft, to: to as Strategy })}
        >
          {STRATEGIES.map((one) => (
            <FormSelectOption key={one} value={one} label={words.strategies[one]} />
          ))}
        </FormSelect>
      </FormGroup>
      {draft.to === 'time' && (
        <FormGroup
          label={words.time(timeZone === 'utc' ? words.utc : words.localTime)}
          fieldId="reset-time"
          isRequired
        >
          <TextInput
            {...time.input}
            type="datetime-local"
            step="0.001"
            value={inputTime(draft.time, timeZone)}
            onChange={(_, value) => onChange({ ...draft, time: timeOfInput(value, timeZone) ?? '' })}
          />
          {time.help}
        </FormGroup>
      )}
      {draft.to === 'duration' && (
        <FormGroup label={words.duration} fieldId={duration.input.id} isRequired>
          <InputGroup>
            <InputGroupItem isFill>
              <TextInput {...duration.input} inputMode="numeric" autoComplete="off" />
            </InputGroupItem>
            <InputGroupItem>
              <FormSelect
                aria-label={words.unit}
                value={draft.unit}
                onChange={(_, unit) => onChange({ ...draft, unit: unit as Unit })}
              >
                {UNIT_NAMES.map((unit) => (
                  <FormSelectOption key={unit} value={unit} label={words.units[unit]} />
                ))}
              </FormSelect>
            </InputGroupItem>
          </InputGroup>
          {duration.help}
        </FormGroup>
      )}
      {number && (
        <FormGroup
          label={draft.to === 'shift' ? words.shift : words.offset}
          fieldId={number.input.id}
          isRequired
        >
          <TextInput {...number.input} autoComplete="off" />
          {number.help}
        </FormGroup>
      )}
      <FormGroup label={words.topic} fieldId="reset-topic">
        <TextInput {...topic.input} list="reset-topics" autoComplete="off" />
        <datalist id="reset-topics">
          {topics.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {topic.help}
      </FormGroup>
      <FormGroup label={words.partitions} fieldId="reset-partitions">
        <TextInput {...partitions.input} autoComplete="off" />
        {partitions.help}
      </FormGroup>
    </Form>
  );
}
