// How much of a limit is used, as a bar that warns when little is left.
import { Progress, ProgressMeasureLocation, ProgressVariant } from '@patternfly/react-core';

/** From which share on a limit is shown as nearly used up. */
const NEARLY = 0.8;

interface Props {
  label: string;
  used: number;
  limit: number;
}

export function ShareBar({ label, used, limit }: Props) {
  const share = limit > 0 ? used / limit : used > 0 ? 1 : 0;
  return (
    <Progress
      aria-label={label}
      value={Math.min(100, share * 100)}
      measureLocation={ProgressMeasureLocation.outside}
      {...(share >= 1 && { variant: ProgressVariant.danger })}
      {...(share >= NEARLY && share < 1 && { variant: ProgressVariant.warning })}
    />
  );
}
