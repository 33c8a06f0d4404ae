// Clients that try to sign in and are not let in: which key, why, from where, and when it last worked.
import { Alert } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { Credential } from '../../api/credentials';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { failures, reasonOf } from '../credentials/failures';

const words = text.instance.steps.failed;
/** The newest that are shown; the page of credentials has the rest. */
const MOST = 3;

interface Props {
  instance: string;
  credentials: readonly Credential[];
}

export function FailedSignIns({ instance, credentials }: Props) {
  const all = failures(credentials);
  return (
    // Always there, so that what comes into it is read out.
    <div role="status" aria-label={words.label} className="millrace-failures">
      {all.slice(0, MOST).map(({ key, failed }) => (
        <Alert
          key={key.id}
          isInline
          isPlain
          variant="warning"
          title={words.title(key.id, reasonOf(failed.reason))}
        >
          {words.from(failed.address ?? text.instance.steps.unknownAddress)} <Timestamp at={failed.at} />.{' '}
          {words.lastGood} <Timestamp at={key.last_used?.at} />.
        </Alert>
      ))}
      {all.length > MOST && (
        <Link to="/instances/$instance/credentials" params={{ instance }}>
          {words.more(all.length - MOST)}
        </Link>
      )}
    </div>
  );
}
