// Words of the dialog that shows how a client connects.
export const connectText = {
  title: 'Connect a client',
  description: 'Choose a client and a key; what is shown below works as it is, with your secret put in.',
  client: 'Client',
  key: 'Credential and key',
  keyHelp: 'The secret was shown when the key was made. Make a second key if it is lost.',
  noKey: 'No credential yet',
  install: 'Install the client:',
  file: 'Save this as',
  secret: 'beside ca.pem, with the secret in place of',
  run: 'Run it:',
  downloadCa: 'Download ca.pem',
  download: (name: string) => `Download ${name}`,
  newCredential: 'Create a credential',
  test: 'Test from here',
  testing: 'Writes one record to the topic, through the gateway, as you.',
  tested: (topic: string, partition: number, offset: string, ms: number) =>
    `Written to ${topic}, partition ${partition}, offset ${offset}, in ${ms} ms.`,
  noTopic: 'There is no topic to write to yet.',
} as const;
