// Words about consumer groups.
export const groupsText = {
  title: 'Consumer groups',
  filter: 'Filter by the beginning of the name',
  firstPage: 'First page',
  nextPage: 'Next page',
  columns: { name: 'Name', state: 'State', members: 'Members', lag: 'Lag in records' },
  partition: {
    topic: 'Topic',
    partition: 'Partition',
    committed: 'Committed offset',
    end: 'Next offset',
    lag: 'Lag in records',
    seconds: 'Lag in time',
    member: 'Read by',
  },
  empty: {
    title: 'No consumer groups',
    body: 'A group appears here when its first consumer joins or commits an offset.',
  },
  none: 'It has committed nothing and reads nothing.',
  unknown: 'Unknown',
  unread: 'Nobody',
} as const;
