// Words of the operators' screen.
export const clustersText = {
  title: 'Clusters',
  columns: {
    cluster: 'Cluster',
    phase: 'Status',
    gateways: 'Gateways',
    instances: 'Instances',
    partitions: 'Partitions',
    connections: 'Connections',
    bytesIn: 'In',
    bytesOut: 'Out',
  },
  kinds: { shared: 'Shared', dedicated: 'Dedicated' },
  endpoints: { public: 'reachable from outside', private: 'reachable only from inside' },
  about: (kind: string, endpoint: string, version: string) => `${kind}, ${endpoint}, Kafka ${version}`,
  of: (some: string, all: string) => `${some} of ${all}`,
  missing: 'Some are silent',
  explained:
    'Gateways: how many reported in the last half minute, of all there should be. Partitions: what instances may have, of what may be granted. Connections and bytes: the last minute or two.',
  empty: {
    title: 'No clusters yet',
    body: 'A shared cluster is set up when this Millrace starts; a dedicated one with the first instance that needs it.',
  },
  operatorsOnly: {
    title: 'Operators only',
    body: 'Clusters are seen by those who run this Millrace. Your instances, with their usage and limits, are under Instances.',
  },
} as const;
