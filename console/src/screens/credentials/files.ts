// Files that hold a key, ready to use. They are made in the page, since the server keeps no secret.
import type { Connection } from '../../api/connection';
import type { KeySecret } from '../../api/credentials';

interface SecretFile {
  name: string;
  content: string;
}

/** A snippet's text with a key in it. */
export function withSecret(template: string, { key_id, api_key }: KeySecret): string {
  return template.replaceAll('KEY_ID', key_id).replaceAll('API_KEY', api_key);
}

/** The snippet of a client with the key in it. */
function snippet({ snippets }: Connection, client: string, secret: KeySecret): string {
  return withSecret(snippets.find((one) => one.client === client)?.text ?? '', secret);
}

function indented(text: string, by: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}

/** What belongs to a key `secret` of the credential `name`. */
export function secretFiles(name: string, connection: Connection, secret: KeySecret): SecretFile[] {
  const { bootstrap, security_protocol, ca_certificate_pem } = connection;
  const kubernetes = `apiVersion: v1
kind: Secret
metadata:
  name: kafka-${name}
type: Opaque
stringData:
  bootstrap.servers: ${JSON.stringify(bootstrap)}
  security.protocol: ${JSON.stringify(security_protocol)}
  sasl.mechanism: PLAIN
  username: ${JSON.stringify(secret.key_id)}
  password: ${JSON.stringify(secret.api_key)}
  ca.pem: |
${indented(ca_certificate_pem, '    ')}
`;
  return [
    { name: `${name}.env`, content: snippet(connection, 'env', secret) },
    { name: 'client.properties', content: snippet(connection, 'java', secret) },
    { name: 'kcat.conf', content: snippet(connection, 'kcat', secret) },
    { name: 'secret.yaml', content: kubernetes },
    { name: 'ca.pem', content: ca_certificate_pem },
  ];
}
