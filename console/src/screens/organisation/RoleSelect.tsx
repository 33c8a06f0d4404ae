// A choice among roles.
import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { type Role, ROLES } from '../../api/members';
import { text } from '../../text';

interface Props {
  id: string;
  value: Role;
  onChange: (role: Role) => void;
  label?: string;
  /** By their names alone, without what they may. */
  short?: boolean;
  isDisabled?: boolean;
}

export function RoleSelect({ id, value, onChange, label, short = false, isDisabled = false }: Props) {
  const labels = short ? text.organisation.roleNames : text.organisation.roles;
  return (
    <FormSelect
      id={id}
      value={value}
      isDisabled={isDisabled}
      className="millrace-role"
      {...(label !== undefined && { 'aria-label': label })}
      onChange={(_, chosen) => {
        const role = ROLES.find((one) => one === chosen);
        if (role) onChange(role);
      }}
    >
      {ROLES.map((role) => (
        <FormSelectOption key={role} value={role} label={labels[role]} />
      ))}
    </FormSelect>
  );
}
