// The places one can go to: those of the org, and those of the instance one is in.
import { Nav, NavGroup, NavItem } from '@patternfly/react-core';
import { Link, useLocation, useRouteContext } from '@tanstack/react-router';
import { text } from '../text';
import { usePlace } from './place';

interface Destination {
  label: string;
  path: string;
  /** Whether the pages below it belong to it. */
  deep?: boolean;
}

function Destinations({ items }: { items: readonly Destination[] }) {
  const { pathname } = useLocation();
  return items.map(({ label, path, deep }) => (
    <NavItem key={path} isActive={pathname === path || (deep === true && pathname.startsWith(`${path}/`))}>
      <Link to={path}>{label}</Link>
    </NavItem>
  ));
}

export function Navigation() {
  const { me } = useRouteContext({ from: '/signed-in' });
  const { org, instance } = usePlace();
  const ofOrg = org && `/orgs/${org.org_id}`;
  const ofInstance = instance && `/instances/${instance.id}`;
  return (
    <Nav aria-label={text.common.navigation}>
      {org && (
        <NavGroup title={org.org_name}>
          <Destinations
            items={[
              { label: text.shell.instances, path: `${ofOrg}/instances`, deep: true },
              { label: text.shell.activity, path: `${ofOrg}/activity` },
              { label: text.shell.organisation, path: `${ofOrg}/organisation` },
            ]}
          />
        </NavGroup>
      )}
      {instance && (
        <NavGroup title={instance.name}>
          <Destinations
            items={[
              { label: text.shell.overview, path: `${ofInstance}` },
              { label: text.shell.topics, path: `${ofInstance}/topics`, deep: true },
              { label: text.shell.groups, path: `${ofInstance}/groups`, deep: true },
              { label: text.shell.credentials, path: `${ofInstance}/credentials`, deep: true },
            ]}
          />
        </NavGroup>
      )}
      {me.user?.is_operator && (
        <NavGroup title={text.shell.operator}>
          <Destinations items={[{ label: text.shell.clusters, path: '/clusters' }]} />
        </NavGroup>
      )}
    </Nav>
  );
}
