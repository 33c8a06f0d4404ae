// Shown where no screen is.
import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import { text } from '../text';

export function NotFound() {
  return (
    <EmptyState titleText={text.shell.notFound.title} headingLevel="h1">
      <EmptyStateBody>{text.shell.notFound.body}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to="/">{text.shell.notFound.home}</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
