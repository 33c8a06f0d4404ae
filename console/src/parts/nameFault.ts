// What is wrong with a name, for its field to say.
import { ApiError } from '../api/problem';
import { text } from '../text';
import { isName } from './names';

/** Whether the server refused because something else has the name: that belongs to the field alone. */
export function isNameTaken(error: Error | null): error is ApiError {
  return error instanceof ApiError && error.code === 'name_taken';
}

/** What is wrong with a name, by itself or as the server says; nothing is, as long as nothing is typed. */
export function nameFault(name: string, error: Error | null): string | undefined {
  if (name !== '' && !isName(name)) return text.common.nameWrong;
  if (isNameTaken(error)) return error.detail;
  return error instanceof ApiError ? error.field('/name') : undefined;
}
