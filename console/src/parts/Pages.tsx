// Moving through a list that the server gives page by page: on, and back to its beginning.
import { Button, Flex } from '@patternfly/react-core';
import { text } from '../text';

interface Props {
  /** The token of the page that is shown; absent on the first. */
  page: string | undefined;
  /** The token of the next page, if there is one. */
  next: string | null | undefined;
  onPage: (page: string | undefined) => void;
}

export function Pages({ page, next, onPage }: Props) {
  if (page === undefined && next == null) return null;
  return (
    <Flex gap={{ default: 'gapSm' }} className="millrace-after">
      <Button variant="secondary" isDisabled={page === undefined} onClick={() => onPage(undefined)}>
        {text.common.firstPage}
      </Button>
      <Button variant="secondary" isDisabled={next == null} onClick={() => next != null && onPage(next)}>
        {text.common.nextPage}
      </Button>
    </Flex>
  );
}
