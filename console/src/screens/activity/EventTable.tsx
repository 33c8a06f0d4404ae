// Events, each with all that is known of it folded away.
import {
  CodeBlock,
  CodeBlockCode,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Label,
} from '@patternfly/react-core';
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import type { AuditEvent, Outcome } from '../../api/activity';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';

const { columns, outcomes, details, detailsOf } = text.activity;

const STATUS: Record<Outcome, 'success' | 'warning' | 'danger'> = {
  success: 'success',
  denied: 'warning',
  failed: 'danger',
};

export function EventTable({ events }: { events: readonly AuditEvent[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Table aria-label={text.activity.title} gridBreakPoint="grid-lg" variant="compact">
      <Thead>
        <Tr>
          <Th screenReaderText={details} />
          <Th>{columns.at}</Th>
          <Th>{columns.actor}</Th>
          <Th>{columns.action}</Th>
          <Th>{columns.subject}</Th>
          <Th>{columns.outcome}</Th>
        </Tr>
      </Thead>
      {events.map((event, rowIndex) => (
        <EventRows
          key={event.id}
          event={event}
          rowIndex={rowIndex}
          open={open === event.id}
          onToggle={() => setOpen(open === event.id ? null : event.id)}
        />
      ))}
    </Table>
  );
}

interface RowsProps {
  event: AuditEvent;
  rowIndex: number;
  open: boolean;
  onToggle: () => void;
}

function EventRows({ event, rowIndex, open, onToggle }: RowsProps) {
  const { at, actor, action, subject, outcome } = event;
  return (
    <Tbody isExpanded={open}>
      <Tr>
        <Td
          expand={{
            rowIndex,
            isExpanded: open,
            onToggle,
            expandId: 'event',
          }}
          aria-label={detailsOf(action)}
        />
        <Td dataLabel={columns.at} className="millrace-nowrap">
          <Timestamp at={at} />
        </Td>
        <Td dataLabel={columns.actor} className="millrace-mono">
          {actor.type} {actor.id}
        </Td>
        <Td dataLabel={columns.action}>
          <code>{action}</code>
        </Td>
        <Td dataLabel={columns.subject} className="millrace-mono">
          {subject.type} {subject.id}
        </Td>
        <Td dataLabel={columns.outcome}>
          <Label isCompact status={STATUS[outcome]}>
            {outcomes[outcome]}
          </Label>
        </Td>
      </Tr>
      {open && (
        <Tr isExpanded>
          <Td colSpan={6} noPadding>
            <ExpandableRowContent>
              <Details event={event} />
            </ExpandableRowContent>
          </Td>
        </Tr>
      )}
    </Tbody>
  );
}

function Details({ event: { address, request_id, detail } }: { event: AuditEvent }) {
  const facts = [
    [columns.address, address],
    [text.common.requestId, request_id],
  ] as const;
  return (
    <>
      <DescriptionList isHorizontal isCompact>
        {facts.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>
              <code>{value ?? text.common.none}</code>
            </DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      <CodeBlock>
        <CodeBlockCode>{JSON.stringify(detail, null, 2)}</CodeBlockCode>
      </CodeBlock>
    </>
  );
}
