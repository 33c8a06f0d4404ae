// How the console caches what it reads: when to ask again, what to repeat, where sign-ins that ended lead.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem';

/** How often a visible list is read again, in milliseconds. Events make most changes show sooner. */
export const POLL_MS = 10_000;
/** The same for what somebody waits for while they do something elsewhere, as connecting a client. */
export const WATCHED_MS = 2_000;

/** A cache whose owner is told when a request was refused because nobody is signed in. */
export function queryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => error instanceof ApiError && error.transient && failures < 2,
      },
      mutations: { retry: false },
    },
  });
}
