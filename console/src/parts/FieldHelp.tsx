// The line below a field: what is wrong with its value, or what belongs there.
import { FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props {
  /** For the field's `aria-describedby`. */
  id: string;
  error?: string | undefined;
  children?: ReactNode;
}

export function FieldHelp({ id, error, children }: Props) {
  if (!error && !children) return null;
  return (
    <FormHelperText>
      <HelperText id={id} isLiveRegion>
        <HelperTextItem variant={error ? 'error' : 'default'}>{error ?? children}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}
