// Words of the drawer that shows how a client connects.
export const connectText = {
  title: 'Connect a client',
  entry: 'Connect a client',
  action: 'Action',
  description: 'Choose a key and a client; what is shown works as it is, with your secret put in.',
  client: 'Client',
  key: 'Credential and key',
  keyHelp: 'The secret was shown when the key was made. Make a second key if it is lost.',
  newKey: 'New',
  itsPage: 'More about it',
  create: {
    title: 'New credential',
    none: 'There is no credential yet. Create one: its secret is filled in below, this once.',
    more: 'More choices: names, expiry, grants',
  },
  keep: {
    once: (name: string) => `The secret of ${name} is filled in below, this once. Copy or download it.`,
    taken: (name: string) => `You have taken the secret of ${name} along. It is not shown again.`,
    title: 'Leave without the secret?',
    lost: (name: string) =>
      `The secret of ${name} was neither copied nor downloaded, and nobody can show it again. You would need a second key.`,
    stay: 'Stay',
    leave: 'Leave without it',
  },
  install: 'Install the client:',
  file: 'Save this as',
  beside: 'beside ca.pem; the secret is in it:',
  secret: 'beside ca.pem, with the secret in place of',
  run: 'Run it:',
  downloadCa: 'Download ca.pem',
  download: (name: string) => `Download ${name}`,
  test: 'Test from here',
  testing: 'Writes one record to the topic, through the gateway, as you.',
  tested: (topic: string, partition: number, offset: string, ms: number) =>
    `Written to ${topic}, partition ${partition}, offset ${offset}, in ${ms} ms.`,
  noTopic: 'There is no topic to write to yet.',
} as const;
