// One configuration of a topic in a form: a choice or a number, with what the plan allows.
import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import type { TopicConfigRule } from '../../api/topics';
import { text } from '../../text';
import { allowedText, allows } from './configRules';

interface Props {
  name: string;
  rule: TopicConfigRule;
  /** Empty for the default. */
  value: string;
  onChange: (value: string) => void;
  /** What the API said of it. */
  problem: string | undefined;
}

export function ConfigField({ name, rule, value, onChange, problem }: Props) {
  const id = `config-${name}`;
  const ownDefault = text.topics.defaultOf(rule.default ?? text.topics.ownDefault);
  const wrong = problem !== undefined || (value !== '' && !allows(rule, value));
  const validated = wrong ? 'error' : 'default';
  return (
    <FormGroup label={name} fieldId={id}>
      {rule.values ? (
        <FormSelect
          id={id}
          value={value}
          validated={validated}
          onChange={(_event, choice) => onChange(choice)}
        >
          <FormSelectOption value="" label={ownDefault} />
          {rule.values.map((choice) => (
            <FormSelectOption key={choice} value={choice} label={choice} />
          ))}
        </FormSelect>
      ) : (
        <TextInput
          id={id}
          value={value}
          validated={validated}
          placeholder={ownDefault}
          aria-describedby={`${id}-help`}
          onChange={(_event, typed) => onChange(typed.trim())}
        />
      )}
      <FormHelperText>
        <HelperText id={`${id}-help`}>
          <HelperTextItem variant={validated}>{problem ?? allowedText(rule)}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
