// The bar at the top: who we are, which org, and what belongs to the person.
import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadMain,
  MastheadToggle,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { PlugIcon } from '@patternfly/react-icons';
import { Link } from '@tanstack/react-router';
import { base } from '../api/client';
import { text } from '../text';
import { AccountMenu } from './AccountMenu';
import { ConnectButton } from './ConnectButton';
import { OrgMenu } from './OrgMenu';
import { usePlace } from './place';

export function ConsoleMasthead() {
  const { instance } = usePlace();
  return (
    <Masthead className="millrace-masthead" display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton isHamburgerButton aria-label={text.shell.toggleNavigation} />
        </MastheadToggle>
        <MastheadBrand>
          <Link to="/" className="millrace-brand">
            <img src={`${base}/favicon.svg`} alt="" />
            <span className="millrace-brand-name">{text.common.product}</span>
          </Link>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarItem>
              <OrgMenu />
            </ToolbarItem>
            <ToolbarGroup align={{ default: 'alignEnd' }}>
              {instance && (
                <ToolbarItem>
                  <ConnectButton
                    instance={instance}
                    variant="secondary"
                    className="millrace-connect"
                    icon={<PlugIcon />}
                    aria-label={text.connect.title}
                  />
                </ToolbarItem>
              )}
              <ToolbarItem>
                <AccountMenu />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}
