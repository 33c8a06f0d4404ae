// Words about consumer groups.
export const groupsText = {
  title: 'Consumer groups',
  filter: 'Filter by the beginning of the name',
  columns: {
    name: 'Name',
    state: 'State',
    members: 'Members',
    lag: 'Lag in records',
    seconds: 'Lag in time',
  },
  states: {
    empty: 'Empty',
    stable: 'Stable',
    preparing_rebalance: 'Preparing to rebalance',
    completing_rebalance: 'Completing a rebalance',
    assigning: 'Assigning',
    reconciling: 'Reconciling',
    dead: 'Dead',
    unknown: 'Unknown',
  },
  partition: {
    topic: 'Topic',
    partition: 'Partition',
    committed: 'Committed offset',
    end: 'Next offset',
    lag: 'Lag in records',
    seconds: 'Lag in time',
    member: 'Read by',
  },
  partitions: 'Offsets',
  secondsHelp: 'Lag in time is for how long the first record that is not committed has been waiting.',
  members: {
    title: 'Members',
    client: 'Client',
    host: 'Address',
    id: 'Member id',
    reads: 'Reads partitions',
  },
  empty: {
    title: 'No consumer groups',
    body: 'A group appears here when its first consumer joins or commits an offset.',
  },
  noMatch: { title: 'No group has such a name', body: 'The filter leaves nothing over.' },
  none: 'It has committed nothing and reads nothing.',
  unknown: 'Unknown',
  uncommitted: 'None',
  secret: 'Not shown to your role',
  unread: 'Nobody',
  active: (members: readonly string[], more: number) =>
    `Stop its members first: ${members.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  reset: {
    action: 'Reset offsets',
    title: (group: string) => `Reset the offsets of ${group}`,
    explained:
      'Its members go on from there when they next start. Nothing changes before you have seen what would.',
    to: 'Go on from',
    strategies: {
      earliest: 'The first record still held',
      latest: 'After the last record',
      time: 'A time',
      shift: 'A number of records forward or back',
      offset: 'An offset',
    },
    time: (zone: string) => `First record written at or after (${zone})`,
    localTime: 'local time',
    utc: 'UTC',
    shift: 'Records forward; negative for back',
    offset: 'Offset',
    nearest: 'Where a partition does not hold that offset, the nearest that it does is taken.',
    topic: 'Topic',
    topicHelp: 'Leave it empty for all topics in which the group has committed offsets.',
    partitions: 'Partitions',
    partitionsHelp: 'Such as 0, 2, 5-7. Leave it empty for all of the topic.',
    faults: {
      time: 'Choose a date and a time.',
      number: 'Expected a whole number from −9223372036854775808 to 9223372036854775807.',
      partitions: 'Expected numbers of partitions and ranges of them, such as 0, 2, 5-7.',
      topic: 'Name the topic that these partitions belong to.',
    },
    preview: 'Preview',
    previewTitle: 'Review what moves',
    columns: { topic: 'Topic', partition: 'Partition', before: 'From', after: 'To', by: 'Difference' },
    nothing: 'Nothing moves: the group is there already.',
    back: 'Back',
    confirm: (partitions: number) =>
      partitions === 1 ? 'Reset 1 partition' : `Reset ${partitions} partitions`,
    done: (group: string) => `The offsets of ${group} were reset`,
  },
  remove: {
    action: 'Delete group',
    title: (group: string) => `Delete ${group}?`,
    lost: 'Its committed offsets are lost. Consumers that join it again begin where their own setting says, at the first or after the last record.',
    evidence: (partitions: number, topics: number, lag: string) =>
      `It has committed offsets in ${partitions === 1 ? '1 partition' : `${partitions} partitions`} of ${
        topics === 1 ? '1 topic' : `${topics} topics`
      }. Lag in records: ${lag}.`,
    done: (group: string) => `Group ${group} was deleted`,
  },
  ofTopic: {
    members: 'Members that read it',
    lag: 'Lag in records here',
    seconds: 'Lag in time here',
    looking: (looked: number, of: number) => `Looked at ${looked} of ${of} groups`,
    failed: (groups: number) =>
      groups === 1 ? '1 group could not be read.' : `${groups} groups could not be read.`,
    some: (looked: number) =>
      `These are those of ${looked} groups that read the topic; there are more groups.`,
    none: {
      title: 'No group reads this topic',
      body: 'A group appears here when it has committed an offset in this topic or a member of it reads it.',
    },
    noneHere: {
      title: 'None of these groups reads this topic',
      body: 'There are more groups: look at the next page.',
    },
  },
} as const;
