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
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionQuery } from '../../api/connection';
import { credentialsQuery } from '../../api/credentials';
import type { Instance } from '../../api/instances';
import { CodeView } from '../../parts/CodeView';
import { download } from '../../parts/download';
import { FieldHelp } from '../../parts/FieldHelp';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
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
  const credentials = useQuery(credentialsQuery(instance.id)).data?.items ?? [];
  const keys = credentials.flatMap(({ id, name, keys }) =>
    keys.map((key) => ({ key: key.id, credential: id, name })),
  );
  const [chosen, setChosen] = useState<string>();
  const current = keys.find(({ key }) => key === chosen) ?? keys[0];
  const connection = useQuery({
    ...connectionQuery(instance.id, current && { credential: current.credential, key: current.key }),
    placeholderData: keepPreviousData,
  });
  const close = () => onClient(undefined);
  return (
    <Modal isOpen variant="large" onClose={close} aria-label={words.title}>
      <ModalHeader title={words.title} description={words.description} />
      <ModalBody tabIndex={0}>
        <Form>
          <FormGroup label={words.key} fieldId="connect-key">
            <FormSelect
              id="connect-key"
              value={current?.key ?? ''}
              isDisabled={keys.length === 0}
              aria-describedby="connect-key-help"
              onChange={(_, value) => setChosen(value)}
            >
              {keys.length === 0 && <FormSelectOption value="" label={words.noKey} />}
              {keys.map(({ key, name }) => (
                <FormSelectOption key={key} value={key} label={`${name} · ${key}`} />
              ))}
            </FormSelect>
            <FieldHelp id="connect-key-help">{words.keyHelp}</FieldHelp>
          </FormGroup>
        </Form>
        <QueryView query={connection}>
          {(data) => {
            const shown = data.snippets.find((snippet) => snippet.client === client) ?? data.snippets[0];
            return (
              <>
                <Tabs
                  activeKey={shown?.client ?? ''}
                  onSelect={(_, key) => onClient(String(key))}
                  aria-label={words.client}
                  role="region"
                >
                  {data.snippets.map((snippet) => (
                    <Tab
                      key={snippet.client}
                      eventKey={snippet.client}
                      title={<TabTitleText>{snippet.title}</TabTitleText>}
                    >
                      <div className="millrace-stack millrace-after">
                        {snippet.install && (
                          <>
                            <p>{words.install}</p>
                            <CodeView>{snippet.install}</CodeView>
                          </>
                        )}
                        <p>
                          {words.file} <code>{snippet.file_name}</code> {words.secret} <code>API_KEY</code>:
                        </p>
                        <CodeView fileName={snippet.file_name}>{snippet.text}</CodeView>
                        {snippet.run && (
                          <>
                            <p>{words.run}</p>
                            <CodeView>{snippet.run}</CodeView>
                          </>
                        )}
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
