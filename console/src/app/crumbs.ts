// The way down to what belongs to an instance.
import type { LinkProps } from '@tanstack/react-router';
import type { Instance } from '../api/instances';
import { text } from '../text';

export interface Crumb {
  label: string;
  link: LinkProps;
}

/** The list of instances, and the instance by its name. */
export function instanceCrumbs(owner: Instance | undefined): Crumb[] {
  if (!owner) return [];
  return [
    {
      label: text.instances.title,
      link: { to: '/orgs/$org/instances', params: { org: owner.org_id } },
    },
    { label: owner.name, link: { to: '/instances/$instance', params: { instance: owner.id } } },
  ];
}
