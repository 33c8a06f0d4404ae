// How much of what was asked for has been looked at, and going on.
import { Alert, Button, Progress, ProgressSize } from '@patternfly/react-core';
import type { Records } from '../../api/records';
import { count } from '../../parts/numbers';
import { text } from '../../text';

const words = text.records.coverage;

interface Props {
  coverage: Records['coverage'];
  /** Whether there is more to look at. */
  more: boolean;
  busy: boolean;
  goOn: () => void;
}

/** In thousandths, so that a bar moves also in topics that a number cannot count. */
function share(scanned: string, total: string): number {
  return total === '0' ? 100 : Number((BigInt(scanned) * 1_000n) / BigInt(total)) / 10;
}

export function CoverageBar({ coverage: { scanned, total, truncated }, more, busy, goOn }: Props) {
  return (
    <div className="millrace-coverage">
      <Progress
        size={ProgressSize.sm}
        title={words.label}
        value={share(scanned, total)}
        label={words.text(count(scanned), count(total))}
      />
      {truncated && more && <Alert isInline isPlain variant="info" title={words.truncated} />}
      {more && (
        <Button variant="secondary" isLoading={busy} isDisabled={busy} onClick={goOn}>
          {truncated ? words.goOn : words.more}
        </Button>
      )}
    </div>
  );
}
