// The messages of a topic: browsing, following and producing, all as the address says.
import { Alert, Button, FlexItem } from '@patternfly/react-core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { topicQuery } from '../../api/topics';
import { ActionButton } from '../../parts/ActionButton';
import { defined } from '../../parts/search';
import { text } from '../../text';
import { TopicFrame, useTopicPlace } from '../topic/TopicFrame';
import { Browsed } from './Browsed';
import { Following } from './Following';
import { ProduceForm } from './ProduceForm';
import { RecordsForm } from './RecordsForm';
import { browseOf, type RecordsSearch, tailOf } from './search';

/** A query of the API as it stands in an address. */
function queryText(query: object): string {
  const pairs = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(pairs).toString();
}

export function Messages() {
  const { instance, topic: name } = useTopicPlace();
  const { connect: _, ...search } = useSearch({ from: '/signed-in/instances/$instance/topics/$topic' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: topic } = useQuery(topicQuery(instance, name));
  const { produce, ...shown } = search;
  const { follow, ...wanted } = shown;
  // What came stays on the screen after following was stopped.
  const [stopped, setStopped] = useState(false);
  const show = (change: RecordsSearch) =>
    void navigate({
      to: '/instances/$instance/topics/$topic',
      params: { instance, topic: name },
      search: defined(change),
    });
  const readAnew = () => queries.resetQueries({ queryKey: ['records', instance, name] });
  const path = `/v1/instances/${instance}/topics/${name}/records`;
  const mayRead = !topic || topic.permissions.includes('record.read');
  return (
    <TopicFrame
      tab="messages"
      requests={[
        { method: 'GET', path: `${path}?${queryText(browseOf(wanted))}` },
        { method: 'GET', path: `${path}/tail?${queryText(tailOf(wanted))}` },
      ]}
      actions={
        <ActionButton
          permissions={topic?.permissions}
          action="record.produce"
          onClick={() => show({ ...shown, produce: 'new' })}
        >
          {text.records.produce}
        </ActionButton>
      }
    >
      {mayRead ? (
        <>
          <RecordsForm
            key={JSON.stringify(wanted)}
            search={wanted}
            partitions={topic?.partitions.length ?? 0}
            onSearch={(next) => {
              setStopped(false);
              show(next);
              void readAnew();
            }}
            actions={
              <FlexItem>
                {follow ? (
                  <Button
                    variant="secondary"
                    onClick={() => {
                      setStopped(true);
                      show(wanted);
                    }}
                  >
                    {text.records.stop}
                  </Button>
                ) : (
                  <ActionButton
                    variant="secondary"
                    permissions={topic?.permissions}
                    action="record.read"
                    onClick={() => show({ ...wanted, follow: true })}
                  >
                    {text.records.follow}
                  </ActionButton>
                )}
              </FlexItem>
            }
          />
          {follow || stopped ? (
            <Following instance={instance} topic={name} search={shown} />
          ) : (
            <Browsed instance={instance} name={name} topic={topic} search={wanted} />
          )}
        </>
      ) : (
        <Alert isInline variant="info" title={text.records.noPermission.title}>
          {text.records.noPermission.body}
        </Alert>
      )}
      {produce !== undefined && (
        <ProduceForm
          instance={instance}
          topic={name}
          partitions={topic?.partitions.length ?? 0}
          source={produce}
          onClose={() => show(shown)}
          onProduced={() => {
            show(shown);
            if (!follow) void readAnew();
          }}
        />
      )}
    </TopicFrame>
  );
}
