// What is typed into the form for a new instance, and the request that it makes.
import type { InstanceCreate, Limits } from '../../api/instances';
import { isName, parseLabels } from '../../parts/names';
import { LIMIT_NAMES, type LimitName } from './limits';

export interface Draft {
  name: string;
  plan: string;
  endpoint: 'public' | 'private';
  description: string;
  labels: string;
  limits: Partial<Record<LimitName, string>>;
  deletionProtection: boolean;
}

export const EMPTY: Draft = {
  name: '',
  plan: 'standard',
  endpoint: 'public',
  description: '',
  labels: '',
  limits: {},
  deletionProtection: false,
};

export function isCount(text: string): boolean {
  return /^[1-9][0-9]{0,14}$/.test(text);
}

/** Whether a limit is what the plan allows; empty is the plan's own. */
export function isWithin(limit: string, most: number): boolean {
  return limit === '' || (isCount(limit) && Number(limit) <= most);
}

/** Whether all that is typed can be sent. */
export function isComplete(draft: Draft, most: Limits): boolean {
  return (
    isName(draft.name) &&
    parseLabels(draft.labels) !== undefined &&
    LIMIT_NAMES.every((name) => isWithin(draft.limits[name] ?? '', most[name]))
  );
}

/** The request; only what differs from what the API takes anyway. */
export function requestOf(draft: Draft): InstanceCreate {
  const labels = parseLabels(draft.labels) ?? {};
  const limits = Object.fromEntries(
    LIMIT_NAMES.filter((name) => isCount(draft.limits[name] ?? '')).map((name) => [
      name,
      Number(draft.limits[name]),
    ]),
  );
  return {
    name: draft.name,
    plan: draft.plan,
    ...(draft.description && { description: draft.description }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(draft.deletionProtection && { deletion_protection: true }),
    ...(draft.endpoint !== 'public' && { endpoint: draft.endpoint }),
  };
}
