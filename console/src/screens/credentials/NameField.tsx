// What a new credential shall be called, with what is wrong with that.
import { FormGroup, TextInput } from '@patternfly/react-core';
import { FieldHelp } from '../../parts/FieldHelp';
import { text } from '../../text';

const words = text.credentials.new;

interface Props {
  id: string;
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
}

export function NameField({ id, value, error, onChange }: Props) {
  return (
    <FormGroup label={words.name} fieldId={id} isRequired>
      <TextInput
        id={id}
        isRequired
        autoComplete="off"
        value={value}
        validated={error ? 'error' : 'default'}
        aria-describedby={`${id}-help`}
        onChange={(_, name) => onChange(name)}
      />
      <FieldHelp id={`${id}-help`} error={error}>
        {words.nameHelp}
      </FieldHelp>
    </FormGroup>
  );
}
