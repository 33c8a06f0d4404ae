// The last things that were done to an instance.
import { Card, CardBody, CardTitle, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { recentActivityQuery } from '../../api/activity';
import type { Instance } from '../../api/instances';
import { QueryView } from '../../parts/QueryView';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';

const words = text.instance.activity;
const READ = 'audit.read';

export function Activity({ instance }: { instance: Instance }) {
  return (
    <Card>
      <CardTitle component="h2">{words.title}</CardTitle>
      <CardBody>
        {instance.permissions.includes(READ) ? (
          <Events instance={instance} />
        ) : (
          <p className="millrace-muted">{text.common.notAllowed(READ)}</p>
        )}
      </CardBody>
    </Card>
  );
}

function Events({ instance }: { instance: Instance }) {
  const query = useQuery(recentActivityQuery(instance.org_id, instance.id));
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          words.none
        ) : (
          <Table variant="compact" borders={false} gridBreakPoint="grid-md" aria-label={words.caption}>
            <Thead>
              <Tr>
                <Th>{words.action}</Th>
                <Th>{words.by}</Th>
                <Th>{words.outcome}</Th>
                <Th>{words.at}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {items.map((event) => (
                <Tr key={event.id}>
                  <Td dataLabel={words.action}>{event.action}</Td>
                  <Td dataLabel={words.by}>
                    <span title={event.actor.id}>{event.actor.type}</span>
                  </Td>
                  <Td dataLabel={words.outcome}>
                    <Label isCompact status={event.outcome === 'success' ? 'success' : 'danger'}>
                      {words.outcomes[event.outcome]}
                    </Label>
                  </Td>
                  <Td dataLabel={words.at}>
                    <Timestamp at={event.at} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )
      }
    </QueryView>
  );
}
