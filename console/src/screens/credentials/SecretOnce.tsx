// A key's secret, the one time it is shown, and files with it.
import { Button, Content, Flex, FormGroup } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { connectionQuery } from '../../api/connection';
import type { KeySecret } from '../../api/credentials';
import { CopyField } from '../../parts/CopyField';
import { download } from '../../parts/download';
import { SecretDialog } from '../../parts/SecretDialog';
import { text } from '../../text';
import { secretFiles } from './files';

const words = text.credentials.secret;

interface Props {
  instance: string;
  /** The credential's name. */
  name: string;
  secret: KeySecret;
  onDone: () => void;
}

export function SecretOnce({ instance, name, secret, onDone }: Props) {
  const { data: connection } = useQuery(connectionQuery(instance));
  return (
    <SecretDialog title={words.title(name)} onDone={onDone}>
      <FormGroup label={words.keyId} fieldId="key-id">
        <CopyField label={words.keyId} value={secret.key_id} variant="inline" />
      </FormGroup>
      <FormGroup label={words.apiKey} fieldId="api-key">
        <CopyField label={words.apiKey} value={secret.api_key} variant="inline" />
      </FormGroup>
      {connection && (
        <>
          <Content component="p">{words.downloads}</Content>
          <Flex gap={{ default: 'gapSm' }}>
            {secretFiles(name, connection, secret).map((file) => (
              <Button
                key={file.name}
                variant="secondary"
                size="sm"
                onClick={() => download(file.name, file.content)}
              >
                {file.name}
              </Button>
            ))}
          </Flex>
        </>
      )}
    </SecretDialog>
  );
}
