// What belongs to the person: theme, time zone, the API's reference, signing out.
import {
  Divider,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from '@patternfly/react-core';
import { UserIcon } from '@patternfly/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { base } from '../api/client';
import { signOut } from '../api/me';
import { text } from '../text';
import { useNotify } from './notices';
import { type Preferences, setPreferences, usePreferences } from './preferences';

const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark'];
const ZONES: readonly Preferences['timeZone'][] = ['local', 'utc'];

export function AccountMenu() {
  const { me } = useRouteContext({ from: '/signed-in' });
  const { theme, timeZone } = usePreferences();
  const [open, setOpen] = useState(false);
  const notify = useNotify();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/sign-in', search: {} });
    },
    onError: (error) => notify('danger', error.message),
  });
  const name = me.user?.name || me.user?.email || me.id;
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      popperProps={{ position: 'right' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          className="millrace-name millrace-account"
          icon={<UserIcon />}
          isExpanded={open}
          onClick={() => setOpen(!open)}
          aria-label={`${text.shell.account}: ${name}`}
        >
          {name}
        </MenuToggle>
      )}
    >
      <DropdownGroup label={text.shell.theme.label}>
        <DropdownList>
          {THEMES.map((choice) => (
            <DropdownItem
              key={choice}
              isSelected={choice === theme}
              onClick={() => setPreferences({ theme: choice })}
            >
              {text.shell.theme[choice]}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
      <DropdownGroup label={text.shell.timeZone.label}>
        <DropdownList>
          {ZONES.map((choice) => (
            <DropdownItem
              key={choice}
              isSelected={choice === timeZone}
              onClick={() => setPreferences({ timeZone: choice })}
            >
              {text.shell.timeZone[choice]}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
      <Divider />
      <DropdownList>
        <DropdownItem to={`${base}/docs/`} target="_blank">
          {text.shell.apiReference}
        </DropdownItem>
        <DropdownItem onClick={() => void navigate({ to: '/password' })}>{text.password.title}</DropdownItem>
        <DropdownItem onClick={() => leave.mutate()}>{text.shell.signOut}</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
