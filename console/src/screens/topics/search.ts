// What the address of the list of topics says.
import { TOPIC_ORDERS, type TopicList, type TopicOrder } from '../../api/topics';
import { choiceOf, defined, textOf } from '../../parts/search';

export const PAGE_SIZES = [20, 50, 100, 500] as const;
export const PAGE_SIZE = 50;

export interface TopicsSearch {
  q?: string;
  order?: TopicOrder;
  size?: number;
  page?: string;
}

export function topicsSearch(search: Record<string, unknown>): TopicsSearch {
  return defined({
    q: textOf(search, 'q'),
    order: choiceOf(search, 'order', TOPIC_ORDERS),
    size: PAGE_SIZES.find((size) => size === search.size),
    page: textOf(search, 'page'),
  });
}

/** The same list from its beginning on. */
export function firstPage({ page: _, ...search }: TopicsSearch): TopicsSearch {
  return search;
}

/** What it asks the API for. */
export function listOf({ q, order, size, page }: TopicsSearch): TopicList {
  return { ...defined({ q, order_by: order, page_token: page }), page_size: size ?? PAGE_SIZE };
}
