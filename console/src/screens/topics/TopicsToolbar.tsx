// Above the list of topics: filter, saved views, what is done with the selected ones, pages.
import {
  Button,
  FormSelect,
  FormSelectOption,
  SearchInput,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import { text } from '../../text';
import { SavedViews } from './SavedViews';
import { firstPage, PAGE_SIZE, PAGE_SIZES, type TopicsSearch } from './search';

interface Props {
  search: TopicsSearch;
  show: (search: TopicsSearch) => void;
  /** The token of the next page, if there is one. */
  next: string | undefined;
  actions: ReactNode;
}

export function TopicsToolbar({ search, show, next, actions }: Props) {
  const [q, setQ] = useState(search.q ?? '');
  const { q: _, ...others } = firstPage(search);
  const filter = (value: string) => show(value ? { ...others, q: value } : others);
  return (
    <Toolbar>
      <ToolbarContent>
        <ToolbarItem>
          <SearchInput
            aria-label={text.topics.filter}
            placeholder={text.topics.filterPlaceholder}
            value={q}
            onChange={(_event, value) => setQ(value)}
            onSearch={(_event, value) => filter(value)}
            onClear={() => filter('')}
          />
        </ToolbarItem>
        <ToolbarItem>
          <SavedViews search={firstPage(search)} show={show} />
        </ToolbarItem>
        {actions && <ToolbarItem>{actions}</ToolbarItem>}
        <ToolbarItem align={{ default: 'alignEnd' }}>
          <FormSelect
            aria-label={text.topics.pageSize}
            value={search.size ?? PAGE_SIZE}
            onChange={(_event, size) => show({ ...firstPage(search), size: Number(size) })}
          >
            {PAGE_SIZES.map((size) => (
              <FormSelectOption key={size} value={size} label={text.topics.perPage(size)} />
            ))}
          </FormSelect>
        </ToolbarItem>
        <ToolbarItem>
          <Button
            variant="secondary"
            isDisabled={search.page === undefined}
            onClick={() => show(firstPage(search))}
          >
            {text.topics.firstPage}
          </Button>
        </ToolbarItem>
        <ToolbarItem>
          <Button
            variant="secondary"
            isDisabled={next === undefined}
            onClick={() => next !== undefined && show({ ...search, page: next })}
          >
            {text.topics.nextPage}
          </Button>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}
