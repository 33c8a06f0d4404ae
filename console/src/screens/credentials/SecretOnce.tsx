// A key's secret, the one time it is shown. It closes only once the person says that it is saved.
import {
  Alert,
  Button,
  Checkbox,
  Content,
  Flex,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionQuery } from '../../api/connection';
import type { KeySecret } from '../../api/credentials';
import { CopyField } from '../../parts/CopyField';
import { download } from '../../parts/download';
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
  const [saved, setSaved] = useState(false);
  return (
    <Modal isOpen variant="medium" aria-label={words.title(name)} onEscapePress={() => {}}>
      <ModalHeader title={words.title(name)} />
      <ModalBody tabIndex={0}>
        <Form>
          <Alert isInline isPlain variant="warning" title={words.once} />
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
          <Checkbox
            id="secret-saved"
            label={words.saved}
            isChecked={saved}
            onChange={(_, checked) => setSaved(checked)}
          />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={!saved} onClick={onDone}>
          {words.done}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
