// What a new instance takes of its org's quotas, before it is created.
import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { InstanceCreate, Plan } from '../../api/instances';
import { type Quota, quotasQuery } from '../../api/quotas';
import { bytes, count } from '../../parts/numbers';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';

const words = text.instances.new;

/** How much of this quota the instance takes. */
function taken(quota: Quota['name'], plan: Plan, request: InstanceCreate): number {
  switch (quota) {
    case 'standard_instances':
      return plan.placement === 'shared' ? 1 : 0;
    case 'enterprise_instances':
      return plan.placement === 'dedicated' ? 1 : 0;
    default:
      return request.limits?.[quota] ?? plan.limits[quota];
  }
}

interface Props {
  org: string;
  plan: Plan;
  request: InstanceCreate;
}

export function QuotaPreview({ org, plan, request }: Props) {
  const query = useQuery(quotasQuery(org));
  return (
    <QueryView query={query}>
      {({ items }) => (
        <Table variant="compact" borders={false} gridBreakPoint="" aria-label={words.quotas}>
          <Thead>
            <Tr>
              <Th>{words.quotaColumns.name}</Th>
              <Th>{words.quotaColumns.after}</Th>
              <Th>{words.quotaColumns.limit}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {items
              .map((quota) => ({ ...quota, more: taken(quota.name, plan, request) }))
              .filter(({ more }) => more > 0)
              .map(({ name, used, limit, more }) => {
                const shown = name.startsWith('bytes') ? bytes : count;
                return (
                  <Tr key={name}>
                    <Td>{words.quotaNames[name]}</Td>
                    <Td className="millrace-number">
                      {shown(used + more)}{' '}
                      {used + more > limit && (
                        <Label isCompact status="danger">
                          {words.tooMuch}
                        </Label>
                      )}
                    </Td>
                    <Td className="millrace-number">{shown(limit)}</Td>
                  </Tr>
                );
              })}
          </Tbody>
        </Table>
      )}
    </QueryView>
  );
}
