// Which organisation one works in.
import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useNavigate, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { text } from '../text';
import { usePlace } from './place';

export function OrgMenu() {
  const { me } = useRouteContext({ from: '/signed-in' });
  const { org } = usePlace();
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  if (!org) return null;
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          className="millrace-name"
          isExpanded={open}
          onClick={() => setOpen(!open)}
          aria-label={`${text.shell.chooseOrganisation}: ${org.org_name}`}
        >
          {org.org_name}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {me.memberships.map(({ org_id, org_name }) => (
          <DropdownItem
            key={org_id}
            isSelected={org_id === org.org_id}
            onClick={() => void navigate({ to: '/orgs/$org/instances', params: { org: org_id } })}
          >
            {org_name}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
