// What the screens about one topic share: its title and the tabs between them.
import { Nav, NavItem, NavList } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import type { Request } from '../../parts/curl';
import { EXACTLY } from '../../parts/exactly';
import { Page } from '../../parts/Page';
import { text } from '../../text';

const TABS = {
  messages: '/instances/$instance/topics/$topic',
  partitions: '/instances/$instance/topics/$topic/partitions',
  config: '/instances/$instance/topics/$topic/config',
  groups: '/instances/$instance/topics/$topic/groups',
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
  const tabs = useRef<HTMLDivElement>(null);
  // Where not all tabs have room, the one that is open has.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
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
      <div ref={tabs}>
        <Nav variant="horizontal-subnav" aria-label={text.topics.tabs.label}>
          <NavList>
            {NAMES.map((name) => (
              <NavItem key={name} isActive={name === tab}>
                <Link to={TABS[name]} params={{ instance, topic }} activeOptions={EXACTLY}>
                  {text.topics.tabs[name]}
                </Link>
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </div>
      <div className="millrace-tab">{children}</div>
    </Page>
  );
}
