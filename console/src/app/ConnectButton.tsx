// Opens the drawer that shows how a client connects; until the instance can be reached, says so.
import { Button, type ButtonProps, Tooltip } from '@patternfly/react-core';
import type { Instance } from '../api/instances';
import { text } from '../text';
import { useConnect } from './connect';

interface Props extends Pick<ButtonProps, 'variant' | 'size' | 'aria-label' | 'icon' | 'className'> {
  instance: Instance;
}

export function ConnectButton({ instance, ...button }: Props) {
  const { show } = useConnect();
  if (instance.connection) {
    return (
      <Button {...button} onClick={() => show()}>
        {text.instance.connect}
      </Button>
    );
  }
  return (
    <Tooltip content={text.instance.endpoint.pending}>
      <Button {...button} isAriaDisabled>
        {text.instance.connect}
      </Button>
    </Tooltip>
  );
}
