// What a credential may do, in a line.
import type { Credential, Grant } from '../../api/credentials';
import { text } from '../../text';

const words = text.credentials;

/** `Read, describe on topics beginning with orders-`. */
export function grantInWords({ resource, name, pattern, operations }: Grant): string {
  const names =
    resource === 'cluster'
      ? ''
      : name === '*'
        ? `, ${words.allNames}`
        : pattern === 'prefixed'
          ? `, ${words.within(name)}`
          : ` ${name}`;
  return `${operations.map((operation) => operation.replaceAll('_', ' ')).join(', ')} ${words.on} ${words.grants.resources[resource].toLowerCase()}${names}`;
}

export function summary({ preset, grants }: Credential): string {
  if (preset) return words.presets[preset];
  const [first] = grants;
  return grants.length === 1 && first ? grantInWords(first) : words.grantCount(grants.length);
}
