// Where to go once the first message made it.
import { Link } from '@tanstack/react-router';
import type { Instance } from '../../api/instances';
import { text } from '../../text';

const words = text.instance.steps;

export function NextSteps({ instance: { id, org_id: org } }: { instance: Instance }) {
  const params = { instance: id };
  return (
    <div className="millrace-after">
      <p>{words.done}</p>
      <ul>
        <li>
          <Link to="/instances/$instance/create-topic" params={params}>
            {words.next.topic}
          </Link>
        </li>
        <li>
          <Link to="/instances/$instance/credentials/new" params={params}>
            {words.next.credential}
          </Link>
        </li>
        <li>
          <Link to="/orgs/$org/organisation" params={{ org }}>
            {words.next.people}
          </Link>
        </li>
      </ul>
    </div>
  );
}
