// A button that, when it cannot be pressed, says why.
import { Button, type ButtonProps, Tooltip } from '@patternfly/react-core';
import { text } from '../text';

interface Props extends Omit<ButtonProps, 'isDisabled' | 'isAriaDisabled'> {
  /** What the caller may do here, as the API says. */
  permissions: readonly string[] | undefined;
  /** What this button needs, such as `topic.create`. */
  action: string;
  /** Another reason why it cannot be pressed now. */
  blocked?: string | undefined;
}

export function ActionButton({ permissions, action, blocked, ...button }: Props) {
  const reason = permissions && !permissions.includes(action) ? text.common.notAllowed(action) : blocked;
  if (!reason) return <Button {...button} isDisabled={!permissions} />;
  return (
    <Tooltip content={reason}>
      <Button {...button} isAriaDisabled />
    </Tooltip>
  );
}
