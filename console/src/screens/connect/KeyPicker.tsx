// Which key the snippets are for, and what it may do.
import { Flex, FlexItem, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { Credential } from '../../api/credentials';
import type { Instance } from '../../api/instances';
import { ActionButton } from '../../parts/ActionButton';
import { FieldHelp } from '../../parts/FieldHelp';
import { text } from '../../text';
import { summary } from '../credentials/summary';

const words = text.connect;

interface KeyChoice {
  key: string;
  credential: Credential;
}

/** The keys of all these credentials, each with whose it is. */
export function keysOf(credentials: readonly Credential[]): KeyChoice[] {
  return credentials.flatMap((credential) => credential.keys.map(({ id }) => ({ key: id, credential })));
}

interface Props {
  instance: Instance;
  keys: readonly KeyChoice[];
  current: KeyChoice | undefined;
  onKey: (key: string) => void;
  onCreate: () => void;
}

export function KeyPicker({ instance, keys, current, onKey, onCreate }: Props) {
  return (
    <FormGroup label={words.key} fieldId="connect-key">
      <Flex flexWrap={{ default: 'nowrap' }} gap={{ default: 'gapSm' }}>
        <FlexItem grow={{ default: 'grow' }} className="millrace-shrinks">
          <FormSelect
            id="connect-key"
            value={current?.key ?? ''}
            aria-describedby="connect-key-help"
            onChange={(_, value) => onKey(value)}
          >
            {keys.map(({ key, credential }) => (
              <FormSelectOption key={key} value={key} label={`${credential.name} · ${key}`} />
            ))}
          </FormSelect>
        </FlexItem>
        <ActionButton
          variant="secondary"
          permissions={instance.permissions}
          action="credential.create"
          onClick={onCreate}
        >
          {words.newKey}
        </ActionButton>
      </Flex>
      <FieldHelp id="connect-key-help">
        {current && (
          <>
            {text.credentials.columns.may}: {summary(current.credential)}.{' '}
          </>
        )}
        {words.keyHelp}{' '}
        {current && (
          <Link
            to="/instances/$instance/credentials/$credential"
            params={{ instance: instance.id, credential: current.credential.id }}
          >
            {words.itsPage}
          </Link>
        )}
      </FieldHelp>
    </FormGroup>
  );
}
