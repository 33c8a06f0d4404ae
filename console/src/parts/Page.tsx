// What every screen begins with: where one is, its title, how fresh it is, and what can be done.
import {
  Breadcrumb,
  BreadcrumbItem,
  Flex,
  FlexItem,
  PageBreadcrumb,
  PageSection,
  Title,
} from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { text } from '../text';
import { CurlButton } from './CurlButton';
import type { Request } from './curl';
import { Freshness } from './Freshness';

interface Crumb {
  label: string;
  link: LinkProps;
}

interface Props {
  title: string;
  crumbs?: readonly Crumb[];
  /** Beside the title: a status, a label. */
  status?: ReactNode;
  /** Whose age is shown. */
  query?: Pick<UseQueryResult, 'dataUpdatedAt' | 'isError'>;
  requests: readonly Request[];
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, crumbs = [], status, query, requests, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${text.common.product}`;
  }, [title]);
  return (
    <>
      {crumbs.length > 0 && (
        <PageBreadcrumb>
          <Breadcrumb>
            {crumbs.map(({ label, link }) => (
              <BreadcrumbItem
                key={label}
                render={({ className }) => (
                  <Link className={className} {...link}>
                    {label}
                  </Link>
                )}
              />
            ))}
            <BreadcrumbItem isActive>{title}</BreadcrumbItem>
          </Breadcrumb>
        </PageBreadcrumb>
      )}
      <PageSection>
        <Flex alignItems={{ default: 'alignItemsCenter' }}>
          <FlexItem>
            <Title headingLevel="h1">{title}</Title>
          </FlexItem>
          {status && <FlexItem>{status}</FlexItem>}
          {query && (
            <FlexItem>
              <Freshness at={query.dataUpdatedAt} failed={query.isError} />
            </FlexItem>
          )}
          <FlexItem align={{ default: 'alignRight' }}>
            <CurlButton requests={requests} />
          </FlexItem>
          {actions && <FlexItem>{actions}</FlexItem>}
        </Flex>
      </PageSection>
      <PageSection isFilled>{children}</PageSection>
    </>
  );
}
