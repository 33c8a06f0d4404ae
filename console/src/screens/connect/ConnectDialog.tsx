// How a client of one's choice connects, with live values; opened by an address, so that it can be shared.
import {
  Button,
  Flex,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionQuery } from '../../api/connection';
import { credentialsQuery } from '../../api/credentials';
import type { Instance } from '../../api/instances';
import { CodeView } from '../../parts/CodeView';
import { download } from '../../parts/download';
import { FieldHelp } from '../../parts/FieldHelp';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { snippetsOf } from './snippets';
import { TestFromHere } from './TestFromHere';

const words = text.connect;

interface Props {
  instance: Instance;
  /** The client whose snippet is shown. */
  client: string;
  /** Chooses another one, or none: then the dialog is closed. */
  onClient: (client: string | undefined) => void;
}

export function ConnectDialog({ instance, client, onClient }: Props) {
  const connection = useQuery(connectionQuery(instance.id));
  const credentials = useQuery(credentialsQuery(instance.id)).data?.items ?? [];
  const keys = credentials.flatMap(({ name, keys }) => keys.map(({ id }) => ({ id, name })));
  const [chosen, setChosen] = useState<string>();
  const keyId = keys.find(({ id }) => id === chosen)?.id ?? keys[0]?.id;
  const close = () => onClient(undefined);
  return (
    <Modal isOpen variant="large" onClose={close} aria-label={words.title}>
      <ModalHeader title={words.title} description={words.description} />
      <ModalBody tabIndex={0}>
        <Form>
          <FormGroup label={words.key} fieldId="connect-key">
            <FormSelect
              id="connect-key"
              value={keyId ?? ''}
              isDisabled={keys.length === 0}
              aria-describedby="connect-key-help"
              onChange={(_, value) => setChosen(value)}
            >
              {keys.length === 0 && <FormSelectOption value="" label={words.noKey} />}
              {keys.map(({ id, name }) => (
                <FormSelectOption key={id} value={id} label={`${name} · ${id}`} />
              ))}
            </FormSelect>
            <FieldHelp id="connect-key-help">{words.keyHelp}</FieldHelp>
          </FormGroup>
        </Form>
        <QueryView query={connection}>
          {(data) => {
            const snippets = snippetsOf(data, keyId);
            const shown = snippets.find((snippet) => snippet.client === client) ?? snippets[0];
            return (
              <>
                <Tabs
                  activeKey={shown?.client ?? ''}
                  onSelect={(_, key) => onClient(String(key))}
                  aria-label={words.client}
                  role="region"
                >
                  {snippets.map((snippet) => (
                    <Tab
                      key={snippet.client}
                      eventKey={snippet.client}
                      title={<TabTitleText>{snippet.title}</TabTitleText>}
                    >
                      <div className="millrace-stack millrace-after">
                        <p>
                          {words.secret} <code>API_KEY</code>.
                        </p>
                        <CodeView fileName={snippet.fileName}>{snippet.text}</CodeView>
                      </div>
                    </Tab>
                  ))}
                </Tabs>
                <Flex className="millrace-after">
                  <Button variant="secondary" onClick={() => download('ca.pem', data.ca_certificate_pem)}>
                    {words.downloadCa}
                  </Button>
                  <TestFromHere instance={instance} />
                </Flex>
              </>
            );
          }}
        </QueryView>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={close}>
          {text.common.close}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
