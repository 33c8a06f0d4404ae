// What the address of the list of credentials says.
import { defined, textOf } from '../../parts/search';

const PAGE_SIZES = [20, 50, 100] as const;
export const PAGE_SIZE = 50;

interface CredentialsSearch {
  size?: number;
  page?: string;
}

export function credentialsSearch(search: Record<string, unknown>): CredentialsSearch {
  return defined({
    size: PAGE_SIZES.find((size) => size === search.size),
    page: textOf(search, 'page'),
  });
}
