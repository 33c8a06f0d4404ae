// What something new shall be called, with what is wrong with that.
import { text } from '../text';
import { TextField } from './TextField';

interface Props {
  id: string;
  value: string;
  /** Of `nameFault`. */
  error: string | undefined;
  help: string;
  /** Whether the server was asked, and takes it. */
  isChecked?: boolean;
  onChange: (name: string) => void;
}

export function NameField(props: Props) {
  return <TextField {...props} label={text.common.name} isRequired autoComplete="off" />;
}
