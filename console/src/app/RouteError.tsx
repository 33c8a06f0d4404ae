// Shown in place of a screen that could not be read or drawn.
import { PageSection } from '@patternfly/react-core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ProblemAlert } from '../parts/ProblemAlert';

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <PageSection>
      <ProblemAlert error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
    </PageSection>
  );
}
