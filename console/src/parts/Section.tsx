// A part of a screen: a card with a heading and what can be done there.
import { Card, CardBody, CardFooter, CardHeader, CardTitle } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  explained?: string;
  /** Beside the heading. */
  action?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

export function Section({ title, explained, action, footer, children }: Props) {
  return (
    <Card>
      <CardHeader {...(action ? { actions: { actions: action, hasNoOffset: true } } : {})}>
        <CardTitle component="h2">{title}</CardTitle>
      </CardHeader>
      <CardBody className="millrace-stack">
        {explained && <p className="millrace-muted">{explained}</p>}
        {children}
      </CardBody>
      {footer && <CardFooter>{footer}</CardFooter>}
    </Card>
  );
}
