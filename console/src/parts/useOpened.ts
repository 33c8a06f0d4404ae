// What a form edits, as it was when it was opened: what is read meanwhile does not change it under one's hands.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

export interface Opened<T> {
  opened: T;
  /** Begins anew with what is there by now. */
  lookAgain: () => void;
}

export function useOpened<T>(current: T, read: () => Promise<T>): Opened<T> {
  const [opened, setOpened] = useState(current);
  const again = useMutation({ mutationFn: read, onSuccess: setOpened });
  return { opened, lookAgain: () => again.mutate() };
}
