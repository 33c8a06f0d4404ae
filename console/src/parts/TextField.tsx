// A field for one line of text, with its label and the line below it.
import { FormGroup, TextInput, type TextInputProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { FieldHelp } from './FieldHelp';

type Input = Pick<
  TextInputProps,
  'type' | 'autoComplete' | 'inputMode' | 'maxLength' | 'min' | 'placeholder'
>;

interface Props extends Input {
  id: string;
  label: string;
  value: string;
  isRequired?: boolean;
  /** What is wrong with the value. */
  error?: string | undefined;
  /** What belongs there, while nothing is wrong. */
  help?: ReactNode;
  /** Whether the value is known to be right. */
  isChecked?: boolean;
  onChange: (value: string) => void;
}

export function TextField(props: Props) {
  const { id, label, isRequired = false, error, help, isChecked = false, onChange, ...input } = props;
  return (
    <FormGroup label={label} fieldId={id} isRequired={isRequired}>
      <TextInput
        {...input}
        id={id}
        isRequired={isRequired}
        validated={error ? 'error' : isChecked ? 'success' : 'default'}
        aria-describedby={error || help ? `${id}-help` : undefined}
        onChange={(_, value) => onChange(value)}
      />
      <FieldHelp id={`${id}-help`} error={error}>
        {help}
      </FieldHelp>
    </FormGroup>
  );
}
