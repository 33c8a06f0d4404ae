// The places one can go to from anywhere, with the keys that lead there after `g`.
import type { Me } from '../api/me';
import { text } from '../text';
import type { usePlace } from './place';

export interface Destination {
  label: string;
  path: string;
  key: string;
  /** Whether the pages below it belong to it. */
  deep?: boolean;
  /** A page elsewhere that belongs to it. */
  also?: string;
}

/** Whether an address belongs to a destination. */
export const isAt = (pathname: string, { path, deep, also }: Destination) =>
  pathname === path || pathname === also || (deep === true && pathname.startsWith(`${path}/`));

const { shell } = text;

export function ofOrg({ org }: ReturnType<typeof usePlace>): Destination[] {
  if (!org) return [];
  const path = `/orgs/${org.org_id}`;
  return [
    { label: shell.instances, path: `${path}/instances`, key: 'i', deep: true },
    { label: shell.activity, path: `${path}/activity`, key: 'a' },
    { label: shell.organisation, path: `${path}/organisation`, key: 'o' },
  ];
}

export function ofOperator({ user }: Me): Destination[] {
  return user?.is_operator ? [{ label: shell.clusters, path: '/clusters', key: 'l' }] : [];
}

export function ofInstance({ instance }: ReturnType<typeof usePlace>): Destination[] {
  if (!instance) return [];
  const path = `/instances/${instance.id}`;
  return [
    { label: shell.overview, path, key: 'v' },
    { label: shell.topics, path: `${path}/topics`, key: 't', deep: true, also: `${path}/create-topic` },
    { label: shell.groups, path: `${path}/groups`, key: 'g', deep: true },
    { label: shell.credentials, path: `${path}/credentials`, key: 'c', deep: true },
  ];
}
