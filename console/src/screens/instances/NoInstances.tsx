// Home while there is no instance: three ways to begin.
import { Button, Card, CardBody, CardFooter, CardTitle, Gallery, Title } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { base } from '../../api/client';
import { CodeView } from '../../parts/CodeView';
import { curl } from '../../parts/curl';
import { text } from '../../text';
import { EMPTY, requestOf } from './draft';

const words = text.instances.empty;

interface Props {
  org: string;
  create: ReactNode;
}

export function NoInstances({ org, create }: Props) {
  const body = requestOf({ ...EMPTY, name: 'first' });
  return (
    <div className="millrace-stack">
      <Title headingLevel="h2">{words.title}</Title>
      <p>{words.body}</p>
      <Gallery hasGutter minWidths={{ default: '260px' }}>
        <Card isFullHeight>
          <CardTitle component="h3">{words.create}</CardTitle>
          <CardBody>{words.createBody}</CardBody>
          <CardFooter>{create}</CardFooter>
        </Card>
        <Card isFullHeight>
          <CardTitle component="h3">{words.shell}</CardTitle>
          <CardBody className="millrace-stack">
            <p>
              {words.shellBody.before}{' '}
              <Link to="/orgs/$org/organisation" params={{ org }}>
                {text.shell.organisation}
              </Link>
              {words.shellBody.after}
            </p>
            <CodeView>{curl({ method: 'POST', path: `/v1/orgs/${org}/instances`, body })}</CodeView>
          </CardBody>
        </Card>
        <Card isFullHeight>
          <CardTitle component="h3">{words.read}</CardTitle>
          <CardBody>{words.readBody}</CardBody>
          <CardFooter>
            <Button component="a" variant="link" isInline href={`${base}/docs/`} target="_blank">
              {words.docs}
            </Button>
          </CardFooter>
        </Card>
      </Gallery>
    </div>
  );
}
