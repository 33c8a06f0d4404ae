// Words about instances: the list, their phases, creating one.
export const instancesText = {
  title: 'Instances',
  create: 'Create instance',
  columns: { name: 'Name', phase: 'Status', plan: 'Plan', bootstrap: 'Bootstrap', created: 'Created' },
  empty: {
    title: 'No instances yet',
    body: 'An instance is a Kafka endpoint with topics, credentials and limits of its own. It is ready in seconds.',
  },
  phase: {
    pending: 'Pending',
    provisioning: 'Provisioning',
    ready: 'Ready',
    updating: 'Updating',
    suspended: 'Suspended',
    degraded: 'Degraded',
    failed: 'Failed',
    deleting: 'Deleting',
    deleted: 'Deleted',
  },
  noBootstrap: 'Not yet reachable',
} as const;
