// What the screens about one topic share: its title and the tabs between them.
import { Tab, Tabs, TabsComponent, TabTitleText } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import { Page } from '../../parts/Page';
import type { Request } from '../../parts/curl';
import { text } from '../../text';

const TABS = {
  messages: '/instances/$instance/topics/$topic',
  partitions: '/instances/$instance/topics/$topic/partitions',
  config: '/instances/$instance/topics/$topic/config',
} as const;

type TabName = keyof typeof TABS;
const NAMES = Object.keys(TABS) as TabName[];

interface Props {
  tab: TabName;
  query?: Pick<UseQueryResult, 'dataUpdatedAt' | 'isError'>;
  requests: readonly Request[];
  actions?: ReactNode;
  children: ReactNode;
}

/** The instance and topic of the address. */
export function useTopicPlace(): { instance: string; topic: string } {
  const { instance = '', topic = '' } = useParams({ strict: false });
  return { instance, topic };
}

export function TopicFrame({ tab, query, requests, actions, children }: Props) {
  const { instance, topic } = useTopicPlace();
  const { data: owner } = useQuery(instanceQuery(instance));
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <Page
      title={topic}
      crumbs={[
        ...instanceCrumbs(owner),
        { label: text.topics.title, link: { to: '/instances/$instance/topics', params: { instance } } },
      ]}
      {...(query && { query })}
      requests={requests}
      actions={actions}
    >
      <Tabs
        component={TabsComponent.nav}
        aria-label={text.topics.tabs.label}
        activeKey={tab}
        onSelect={(event, key) => {
          event.preventDefault();
          void navigate({ to: TABS[key as TabName], params: { instance, topic } });
        }}
      >
        {NAMES.map((name) => (
          <Tab
            key={name}
            eventKey={name}
            href={router.buildLocation({ to: TABS[name], params: { instance, topic } }).href}
            title={<TabTitleText>{text.topics.tabs[name]}</TabTitleText>}
          />
        ))}
      </Tabs>
      <div className="millrace-tab">{children}</div>
    </Page>
  );
}
