// The drawer that shows how a client connects. It can be opened on any page of an instance; the address says
// that it is open, so that it can be shared, and it stays open from one page of the instance to the next.
import { retainSearchParams, useNavigate, useSearch } from '@tanstack/react-router';
import { textOf } from '../parts/search';

export interface ConnectSearch {
  /** The client whose snippet is shown; absent while the drawer is closed. */
  connect?: string;
}

/** The client that is shown first. */
const FIRST_CLIENT = 'kcat';

export function connectSearch(search: Record<string, unknown>): ConnectSearch {
  const connect = textOf(search, 'connect');
  return connect === undefined ? {} : { connect };
}

/** For routes that keep the drawer as it is. */
export const keepsConnect = { middlewares: [retainSearchParams<ConnectSearch>(['connect'])] };

interface Connect {
  client: string | undefined;
  /** Opens the drawer, for a client of one's choice. */
  show: (client?: string) => void;
  close: () => void;
}

export function useConnect(): Connect {
  const { connect: client }: ConnectSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = (connect: string | undefined) =>
    void navigate({
      to: '.',
      // Only one that is there, and undefined, is not kept by `keepsConnect`.
      search: (before) => ({ ...before, connect }) as typeof before,
      state: true,
      replace: true,
    });
  return { client, show: (chosen = FIRST_CLIENT) => go(chosen), close: () => go(undefined) };
}
