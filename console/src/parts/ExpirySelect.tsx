// Until when something that is issued shall work: a few usual choices.
import { FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { text } from '../text';

const EXPIRIES = ['never', '30', '90', '365'] as const;
/** In how many days, or never. */
export type Expiry = (typeof EXPIRIES)[number];

const DAY_MS = 86_400_000;

/** The time that a choice means, as the API takes it; null for never. */
export function expiresAt(expiry: Expiry, now = Date.now()): string | null {
  return expiry === 'never' ? null : new Date(now + Number(expiry) * DAY_MS).toISOString();
}

interface Props {
  id: string;
  label: string;
  value: Expiry;
  onChange: (expiry: Expiry) => void;
}

export function ExpirySelect({ id, label, value, onChange }: Props) {
  return (
    <FormGroup label={label} fieldId={id}>
      <FormSelect
        id={id}
        value={value}
        onChange={(_, chosen) => onChange(EXPIRIES.find((known) => known === chosen) ?? 'never')}
      >
        {EXPIRIES.map((choice) => (
          <FormSelectOption key={choice} value={choice} label={text.common.expiry[choice]} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}
