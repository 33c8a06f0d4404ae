// Clients that try to sign in and are not let in: which key, why, from where, and when it last worked.
import { Alert } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { credentialsQuery } from '../../api/credentials';
import { WATCHED_MS } from '../../api/queries';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { failures, reasonOf } from '../credentials/failures';

const words = text.instance.steps.failed;
/** The newest that are shown; the page of credentials has the rest. */
const MOST = 3;

export function FailedSignIns({ instance }: { instance: string }) {
  const query = credentialsQuery(instance, { failing: true, page_size: 100 });
  const { data } = useQuery({ ...query, refetchInterval: WATCHED_MS });
  const all = failures(data?.items ?? []);
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
          {data?.next_page_token == null ? words.more(all.length - MOST) : words.manyMore}
        </Link>
      )}
    </div>
  );
}
