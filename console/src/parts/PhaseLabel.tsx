// An instance's phase in a word and a colour.
import { Label, type LabelProps } from '@patternfly/react-core';
import type { Instance } from '../api/instances';
import { text } from '../text';

type Phase = Instance['status']['phase'];

const STATUS: Record<Phase, NonNullable<LabelProps['status']>> = {
  pending: 'info',
  provisioning: 'info',
  ready: 'success',
  updating: 'info',
  suspended: 'warning',
  degraded: 'warning',
  failed: 'danger',
  deleting: 'info',
  deleted: 'info',
};

export function PhaseLabel({ phase }: { phase: Phase }) {
  return (
    <Label isCompact status={STATUS[phase]}>
      {text.instances.phase[phase]}
    </Label>
  );
}
