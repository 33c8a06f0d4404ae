// A topic's configuration: what is in force, who set it, and what the plan allows.
import { Label, SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { type Topic, topicQuery } from '../../api/topics';
import { ActionButton } from '../../parts/ActionButton';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { allowedText, meaning } from '../topics/configRules';
import { EditConfig } from './EditConfig';
import { TopicFrame, useTopicPlace } from './TopicFrame';

const columns = text.topics.configColumns;
const FROM = '/signed-in/instances/$instance/topics/$topic/config';

export function Config() {
  const { instance, topic } = useTopicPlace();
  const { q = '' } = useSearch({ from: FROM });
  const navigate = useNavigate();
  const query = useQuery(topicQuery(instance, topic));
  const [editing, setEditing] = useState(false);
  const filter = (value: string) =>
    void navigate({
      to: '/instances/$instance/topics/$topic/config',
      params: { instance, topic },
      search: value ? { q: value } : {},
      replace: true,
    });
  return (
    <TopicFrame
      tab="config"
      query={query}
      requests={[{ method: 'GET', path: `/v1/instances/${instance}/topics/${topic}?fields=config` }]}
      actions={
        <ActionButton
          variant="secondary"
          permissions={query.data?.permissions}
          action="topic.update"
          onClick={() => setEditing(true)}
        >
          {text.topics.edit}
        </ActionButton>
      }
    >
      <SearchInput
        aria-label={text.topics.filterConfig}
        placeholder={text.topics.filterConfig}
        value={q}
        onChange={(_event, value) => filter(value)}
        onClear={() => filter('')}
      />
      <QueryView query={query}>{({ config }) => <ConfigTable config={config} q={q} />}</QueryView>
      {editing && query.data && (
        <EditConfig
          instance={instance}
          topic={topic}
          config={query.data.config}
          onClose={() => setEditing(false)}
        />
      )}
    </TopicFrame>
  );
}

/** What can be set comes first. */
function ordered(config: Topic['config'], q: string) {
  return Object.entries(config)
    .filter(([name]) => name.includes(q.trim().toLowerCase()))
    .sort(([a, x], [b, y]) => Number(!x.allowed) - Number(!y.allowed) || a.localeCompare(b));
}

/** A name that is broken after its dots only. */
function Dotted({ name }: { name: string }) {
  return name.split('.').map((part, place) => (
    <Fragment key={part}>
      {place > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}

function ConfigTable({ config, q }: { config: Topic['config']; q: string }) {
  return (
    <Table aria-label={text.topics.config} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th width={30}>{columns.name}</Th>
          <Th width={25}>{columns.value}</Th>
          <Th width={15}>{columns.source}</Th>
          <Th>{columns.allowed}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {ordered(config, q).map(([name, { value, source, allowed }]) => (
          <Tr key={name}>
            <Td dataLabel={columns.name} className="millrace-mono">
              <Dotted name={name} />
            </Td>
            <Td dataLabel={columns.value} className="millrace-mono">
              {value ?? text.topics.hidden} <span className="millrace-muted">{meaning(name, value)}</span>
            </Td>
            <Td dataLabel={columns.source}>
              <Label isCompact color={source === 'topic' ? 'blue' : 'grey'}>
                {text.topics.source[source]}
              </Label>
            </Td>
            <Td dataLabel={columns.allowed} className={allowed ? '' : 'millrace-muted'}>
              {allowed ? allowedText(allowed) : text.topics.ranges.fixed}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
