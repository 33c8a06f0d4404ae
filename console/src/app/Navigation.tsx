// The places one can go to: those of the org, and those of the instance one is in.
import { Nav, NavGroup, NavItem } from '@patternfly/react-core';
import { Link, useLocation, useRouteContext } from '@tanstack/react-router';
import { text } from '../text';
import { type Destination, ofInstance, ofOperator, ofOrg } from './destinations';
import { usePlace } from './place';

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
  const place = usePlace();
  const { org, instance } = place;
  const operator = ofOperator(me);
  return (
    <Nav aria-label={text.common.navigation}>
      {org && (
        <NavGroup title={org.org_name}>
          <Destinations items={ofOrg(place)} />
        </NavGroup>
      )}
      {instance && (
        <NavGroup title={instance.name}>
          <Destinations items={ofInstance(place)} />
        </NavGroup>
      )}
      {operator.length > 0 && (
        <NavGroup title={text.shell.operator}>
          <Destinations items={operator} />
        </NavGroup>
      )}
    </Nav>
  );
}
