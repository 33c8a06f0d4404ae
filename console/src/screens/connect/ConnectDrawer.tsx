// How a client of one's choice connects, with live values. A key made here has its secret filled in, as long as
// the drawer is open; it is kept nowhere but in memory.
import { Button, Flex, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { connectionQuery } from '../../api/connection';
import { credentialsQuery, type KeySecret } from '../../api/credentials';
import type { Instance } from '../../api/instances';
import { download } from '../../parts/download';
import { Drawer } from '../../parts/Drawer';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { withSecret } from '../credentials/files';
import { KeyPicker, keysOf } from './KeyPicker';
import { KeepSecret } from './KeepSecret';
import { NewKey } from './NewKey';
import { SnippetView } from './SnippetView';
import { TestFromHere } from './TestFromHere';

const words = text.connect;
/** As many as the API gives at a time: more than anybody chooses from. */
const MOST_CREDENTIALS = 500;

interface Props {
  instance: Instance;
  /** The client whose snippet is shown. */
  client: string;
  onClient: (client: string) => void;
  onClose: () => void;
}

export function ConnectDrawer({ instance, client, onClient, onClose }: Props) {
  return (
    <Drawer title={words.title} onClose={onClose}>
      {instance.connection ? (
        <Content instance={instance} client={client} onClient={onClient} />
      ) : (
        <p>{text.instance.endpoint.pending}</p>
      )}
    </Drawer>
  );
}

/** A key that was made here, with its secret. */
interface Fresh {
  credential: string;
  secret: KeySecret;
  /** Whether it was copied or saved. */
  taken: boolean;
}

function Content({ instance, client, onClient }: Omit<Props, 'onClose'>) {
  const looksAt: { topic?: string; credential?: string } = useParams({ strict: false });
  const { topic } = looksAt;
  const credentials = useQuery(credentialsQuery(instance.id, { page_size: MOST_CREDENTIALS }));
  const [chosen, setChosen] = useState<string>();
  const [creating, setCreating] = useState(false);
  const [fresh, setFresh] = useState<Fresh>();
  const keys = keysOf(credentials.data?.items ?? []);
  const current =
    keys.find(({ key }) => key === chosen) ??
    keys.find(({ credential }) => credential.id === looksAt.credential) ??
    keys[0];
  const connection = useQuery({
    ...connectionQuery(instance.id, {
      ...(current && { credential: current.credential.id, key: current.key }),
      ...(topic !== undefined && { topic }),
    }),
    placeholderData: keepPreviousData,
    enabled: credentials.isFetched,
  });
  const secret = current?.key === fresh?.secret.key_id ? fresh?.secret : undefined;
  const none = credentials.data?.items.length === 0;
  const created = (made: { credential: string; secret: KeySecret }) => {
    setFresh({ ...made, taken: false });
    setChosen(made.secret.key_id);
    setCreating(false);
  };
  return (
    <div className="millrace-stack">
      <p className="millrace-muted">{words.description}</p>
      {credentials.error && !credentials.data ? (
        <QueryView query={credentials}>{() => null}</QueryView>
      ) : (
        <>
          {!none && (
            <KeyPicker
              instance={instance}
              keys={keys}
              current={current}
              onKey={setChosen}
              onCreate={() => setCreating(true)}
            />
          )}
          {(creating || none) && (
            <NewKey
              instance={instance}
              onCreated={created}
              {...(!none && { onCancel: () => setCreating(false) })}
            />
          )}
        </>
      )}
      {fresh && <KeepSecret instance={instance.id} name={nameOf(fresh, keys)} taken={fresh.taken} />}
      <QueryView query={connection}>
        {(data) => {
          const shown = data.snippets.find((snippet) => snippet.client === client) ?? data.snippets[0];
          // What belongs to another key is no text to put this secret into.
          const filled = secret && !connection.isPlaceholderData ? secret : undefined;
          return (
            <>
              <ToggleGroup isCompact className="millrace-choices" aria-label={words.client}>
                {data.snippets.map((snippet) => (
                  <ToggleGroupItem
                    key={snippet.client}
                    buttonId={`client-${snippet.client}`}
                    text={snippet.title}
                    isSelected={snippet.client === shown?.client}
                    onChange={() => onClient(snippet.client)}
                  />
                ))}
              </ToggleGroup>
              {shown && (
                <SnippetView
                  snippet={filled ? { ...shown, text: withSecret(shown.text, filled) } : shown}
                  complete={filled !== undefined}
                  onTaken={() => filled && setFresh((before) => before && { ...before, taken: true })}
                />
              )}
              <Flex>
                <Button variant="secondary" onClick={() => download('ca.pem', data.ca_certificate_pem)}>
                  {words.downloadCa}
                </Button>
                <TestFromHere instance={instance} />
              </Flex>
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

function nameOf({ secret }: Fresh, keys: ReturnType<typeof keysOf>): string {
  return keys.find(({ key }) => key === secret.key_id)?.credential.name ?? secret.key_id;
}
