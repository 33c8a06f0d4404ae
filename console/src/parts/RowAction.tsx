// The last cell of a row: what takes away what the row is about.
import { Td } from '@patternfly/react-table';
import { ActionButton } from './ActionButton';

interface Props {
  permissions: readonly string[];
  action: string;
  label: string;
  /** Which one it is about, for those who do not see the row. */
  of: string;
  onClick: () => void;
}

export function RowAction({ permissions, action, label, of, onClick }: Props) {
  return (
    <Td isActionCell>
      <ActionButton
        variant="link"
        isDanger
        permissions={permissions}
        action={action}
        aria-label={`${label} ${of}`}
        onClick={onClick}
      >
        {label}
      </ActionButton>
    </Td>
  );
}
