// The phase of an instance or a cluster in a word and a colour.
import { Label, type LabelProps } from '@patternfly/react-core';
import type { Cluster } from '../api/clusters';
import type { Instance } from '../api/instances';
import { text } from '../text';

type Phase = Instance['status']['phase'] | Cluster['phase'];

const STATUS: Record<Phase, NonNullable<LabelProps['status']>> = {
  pending: 'info',
  provisioning: 'info',
  ready: 'success',
  updating: 'info',
  suspended: 'warning',
  degraded: 'warning',
  lost: 'danger',
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
