// Words of the frame around all screens.
export const shell = {
  instances: 'Instances',
  activity: 'Activity',
  organisation: 'Organisation',
  clusters: 'Clusters',
  operator: 'Operator',
  overview: 'Overview',
  topics: 'Topics',
  groups: 'Consumer groups',
  credentials: 'Credentials',
  chooseOrganisation: 'Organisation',
  toggleNavigation: 'Show or hide the navigation',
  account: 'Account',
  signOut: 'Sign out',
  theme: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  timeZone: { label: 'Times in', local: 'Local time', utc: 'UTC' },
  apiReference: 'API reference',
  notFound: {
    title: 'There is nothing at this address',
    body: 'It may have been deleted, or belong to others.',
    home: 'To the instances',
  },
} as const;
