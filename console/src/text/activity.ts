// Words of the audit trail's screen.
export const activityText = {
  title: 'Activity',
  columns: {
    at: 'When',
    actor: 'Who',
    action: 'What',
    subject: 'To what',
    outcome: 'Outcome',
    address: 'From',
  },
  outcomes: { success: 'Success', denied: 'Denied', failed: 'Failed' },
  anyOutcome: 'Any outcome',
  filters: 'Filters',
  actionPlaceholder: 'such as topic.create',
  apply: 'Filter',
  clear: 'Clear filters',
  details: 'Details',
  detailsOf: (action: string) => `Details of ${action}`,
  more: 'Show older',
  export: { csv: 'Export CSV', ndjson: 'Export JSON lines' },
  exported: (file: string) => `All events that the filters let through are in ${file}`,
  empty: {
    title: 'Nothing was done yet',
    body: 'Every change, and every attempt that was refused, is recorded here with who, when and from where.',
  },
  emptyFiltered: {
    title: 'No event matches these filters',
    body: 'There are others: take a filter away.',
  },
} as const;
