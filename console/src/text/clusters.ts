// Words of the operators' screen.
export const clustersText = {
  title: 'Clusters',
  columns: {
    cluster: 'Cluster',
    phase: 'Status',
    brokers: 'Brokers',
    gateways: 'Gateways reporting',
    instances: 'Instances',
    partitions: 'Partitions granted',
    connections: 'Connections',
    bytesIn: 'In per second',
    bytesOut: 'Out per second',
  },
  kinds: { shared: 'Shared', dedicated: 'Dedicated' },
  endpoints: { public: 'reachable from outside', private: 'reachable only from inside' },
  about: (kind: string, endpoint: string, version: string) => `${kind}, ${endpoint}, Kafka ${version}`,
  of: (some: string, all: string) => `${some} of ${all}`,
  missing: 'Some are silent',
  explained:
    'Connections and bytes are those of the last minute or two. A gateway counts as reporting if it was heard of in the last half minute.',
  empty: {
    title: 'No clusters yet',
    body: 'A shared cluster is set up when this Millrace starts; a dedicated one with the first instance that needs it.',
  },
  operatorsOnly: {
    title: 'Operators only',
    body: 'Clusters are seen by those who run this Millrace. Your instances, with their usage and limits, are under Instances.',
  },
} as const;
