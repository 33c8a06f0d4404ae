// Where in Millrace the person is: in which org, and in which instance if in one.
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouteContext } from '@tanstack/react-router';
import { type Instance, instanceQuery } from '../api/instances';
import type { Membership } from '../api/me';

interface Place {
  org: Membership | undefined;
  instance: Instance | undefined;
}

/** The instance of the address, and its org; else the org of the address, else the first of one's own. */
export function usePlace(): Place {
  const { me } = useRouteContext({ from: '/signed-in' });
  const params: { org?: string; instance?: string } = useParams({ strict: false });
  const { data: instance } = useQuery({
    ...instanceQuery(params.instance ?? ''),
    enabled: !!params.instance,
  });
  const wanted = instance?.org_id ?? params.org;
  const org = me.memberships.find(({ org_id }) => org_id === wanted) ?? me.memberships[0];
  return { org, instance };
}
