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

interface Props {
  events: readonly AuditEvent[];
  /** How people and tokens are called, by their ids. */
  names: ReadonlyMap<string, string>;
}

export function EventTable({ events, names }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Table aria-label={text.activity.title} gridBreakPoint="grid-lg" variant="compact">
      <Thead>
        <Tr>
          <Th screenReaderText={details} />
          <Th>{columns.at}</Th>
          <Th>{columns.actor}</Th>
          <Th>{columns.action}</Th>
          <Th width={30}>{columns.subject}</Th>
          <Th>{columns.outcome}</Th>
        </Tr>
      </Thead>
      {events.map((event, rowIndex) => (
        <EventRows
          key={event.id}
          event={event}
          name={names.get(event.actor.id)}
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
  /** Who did it, if they are known by more than their id. */
  name: string | undefined;
  rowIndex: number;
  open: boolean;
  onToggle: () => void;
}

function EventRows({ event, name, rowIndex, open, onToggle }: RowsProps) {
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
        <Td dataLabel={columns.actor}>
          <div className="millrace-muted">{actor.type}</div>
          <div className={name ? '' : 'millrace-mono'}>{name ?? actor.id}</div>
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

function Details({ event: { actor, address, request_id, detail } }: { event: AuditEvent }) {
  const facts = [
    [columns.actor, actor.id],
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
