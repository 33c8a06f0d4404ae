// Says that somebody else changed what one edits, and offers to begin anew with what is there by now.
import { Alert, AlertActionLink } from '@patternfly/react-core';
import { text } from '../text';

const words = text.common.changedMeanwhile;

export function ChangedMeanwhile({ onLookAgain }: { onLookAgain: () => void }) {
  return (
    <Alert
      isInline
      variant="warning"
      role="alert"
      title={words.title}
      actionLinks={<AlertActionLink onClick={onLookAgain}>{words.look}</AlertActionLink>}
    >
      {words.body}
    </Alert>
  );
}
