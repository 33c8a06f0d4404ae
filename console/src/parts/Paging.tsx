// Below a list: back to its first page, on to its next one.
import { Button, Flex, FlexItem } from '@patternfly/react-core';
import { text } from '../text';

interface Props {
  /** The token of the page that is shown; undefined for the first one. */
  page: string | undefined;
  /** The token of the next page, if there is one. */
  next: string | null | undefined;
  onPage: (page: string | undefined) => void;
}

export function Paging({ page, next, onPage }: Props) {
  if (page === undefined && next == null) return null;
  return (
    <Flex className="millrace-after">
      {page !== undefined && (
        <FlexItem>
          <Button variant="secondary" onClick={() => onPage(undefined)}>
            {text.common.firstPage}
          </Button>
        </FlexItem>
      )}
      {next != null && (
        <FlexItem>
          <Button variant="secondary" onClick={() => onPage(next)}>
            {text.common.nextPage}
          </Button>
        </FlexItem>
      )}
    </Flex>
  );
}
