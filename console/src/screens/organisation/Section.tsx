// A part of the organisation's screen: a card with a heading and what can be done there.
import { Card, CardBody, CardHeader, CardTitle, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  explained?: string;
  action?: ReactNode;
  children: ReactNode;
}

export function Section({ title, explained, action, children }: Props) {
  return (
    <Card>
      <CardHeader {...(action ? { actions: { actions: action, hasNoOffset: true } } : {})}>
        <CardTitle>
          <Title headingLevel="h2">{title}</Title>
        </CardTitle>
      </CardHeader>
      <CardBody>
        {explained && <p className="millrace-muted">{explained}</p>}
        {children}
      </CardBody>
    </Card>
  );
}
