// The frame around all screens: masthead, navigation, content.
import { PageSidebar, PageSidebarBody, Page as PfPage, SkipToContent } from '@patternfly/react-core';
import { Outlet } from '@tanstack/react-router';
import { useEvents } from '../api/events';
import { text } from '../text';
import { ConnectPlace } from './ConnectPlace';
import { ConsoleMasthead } from './ConsoleMasthead';
import { Keyboard } from './Keyboard';
import { Navigation } from './Navigation';
import { usePlace } from './place';

const CONTENT = 'content';

export function Shell() {
  useEvents(usePlace().org?.org_id);
  return (
    <>
      <PfPage
        isManagedSidebar
        mainContainerId={CONTENT}
        masthead={<ConsoleMasthead />}
        skipToContent={<SkipToContent href={`#${CONTENT}`}>{text.common.skipToContent}</SkipToContent>}
        sidebar={
          <PageSidebar>
            <PageSidebarBody>
              <Navigation />
            </PageSidebarBody>
          </PageSidebar>
        }
      >
        <Outlet />
        <Keyboard />
      </PfPage>
      <ConnectPlace />
    </>
  );
}
