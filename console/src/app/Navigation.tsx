// The places one can go to: those of the org, and those of the instance one is in.
import { Nav, NavGroup, NavItem } from '@patternfly/react-core';
import { Link, useLocation, useRouteContext } from '@tanstack/react-router';
import { EXACTLY } from '../parts/exactly';
import { text } from '../text';
import { type Destination, isAt, ofInstance, ofOperator, ofOrg } from './destinations';
import { usePlace } from './place';

function Destinations({ items }: { items: readonly Destination[] }) {
  const { pathname } = useLocation();
  return items.map((destination) => (
    <NavItem key={destination.path} isActive={isAt(pathname, destination)}>
      <Link to={destination.path} activeOptions={EXACTLY}>
        {destination.label}
      </Link>
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
        <NavGroup title={text.shell.ofOrganisation(org.org_name)}>
          <Destinations items={ofOrg(place)} />
        </NavGroup>
      )}
      {instance && (
        <NavGroup title={text.shell.ofInstance(instance.name)}>
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
