// Shown where a list of topics has nothing to list: because there are none, or because none fits the filter.
import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { text } from '../../text';

export function NoTopics({ filtered, clear }: { filtered: boolean; clear: ReactNode }) {
  const { title, body } = filtered ? text.topics.noMatch : text.topics.empty;
  return (
    <EmptyState titleText={title} headingLevel="h2">
      <EmptyStateBody>{body}</EmptyStateBody>
      {filtered && (
        <EmptyStateFooter>
          <EmptyStateActions>{clear}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}
