// Where a group stands, in a word and a colour.
import { Label, type LabelProps } from '@patternfly/react-core';
import type { Group } from '../../api/groups';
import { text } from '../../text';

type State = Group['state'];

const COLOURS: Record<State, NonNullable<LabelProps['color']>> = {
  empty: 'grey',
  stable: 'green',
  preparing_rebalance: 'blue',
  completing_rebalance: 'blue',
  assigning: 'blue',
  reconciling: 'blue',
  dead: 'grey',
  unknown: 'grey',
};

export function StateLabel({ state }: { state: State }) {
  return (
    <Label isCompact color={COLOURS[state]}>
      {text.groups.states[state]}
    </Label>
  );
}
