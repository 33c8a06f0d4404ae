// One step of a list of steps: done or still to be done, in words as well as in colour.
import { Icon } from '@patternfly/react-core';
import { CheckCircleIcon, OutlinedCircleIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { text } from '../../text';

interface Props {
  done: boolean;
  title: string;
  note?: string;
  children?: ReactNode;
}

export function Step({ done, title, note, children }: Props) {
  return (
    <li className="millrace-step">
      <Icon status={done ? 'success' : 'custom'} isInline>
        {done ? (
          <CheckCircleIcon aria-label={text.common.done} aria-hidden={false} />
        ) : (
          <OutlinedCircleIcon aria-label={text.common.open} aria-hidden={false} />
        )}
      </Icon>
      <div>
        <div>{title}</div>
        {note && <div className="millrace-muted">{note}</div>}
        {children}
      </div>
    </li>
  );
}
