// All addresses of the console. A screen's filters are part of its address, so that every view can be shared.
import { noop, type QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import type { AuditFilter } from './api/activity';
import { instanceQuery, instancesQuery } from './api/instances';
import { maybeSignedIn, meQuery } from './api/me';
import { ApiError } from './api/problem';
import { topicsQuery } from './api/topics';
import { connectSearch, keepsConnect } from './app/connect';
import { NotFound } from './app/NotFound';
import { RouteError } from './app/RouteError';
import { Shell } from './app/Shell';
import { Loading } from './parts/Loading';
import { choiceOf, defined, parseSearchValue, textOf } from './parts/search';
import { credentialsSearch } from './screens/credentials/search';
import { recordsSearch } from './screens/records/search';
import { SignIn } from './screens/signIn/SignIn';
import { listOf, topicsSearch } from './screens/topics/search';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  component: SignIn,
});

/** Of lists that are only paged. */
const pageSearch = (search: Record<string, unknown>) => defined({ page: textOf(search, 'page') });

/** Reads while the screen's script is on its way. The screen tells what goes wrong: it asks again. */
const ahead = (reading: Promise<unknown>) => void reading.catch(noop);

/** Everything that needs somebody signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  validateSearch: connectSearch,
  beforeLoad: async ({ context, location }) => {
    const leave = () =>
      redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    if (!maybeSignedIn()) throw leave();
    try {
      return { me: await context.queries.query({ ...meQuery, staleTime: 'static' }) };
    } catch (error) {
      throw error instanceof ApiError && error.status === 401 ? leave() : error;
    }
  },
  component: Shell,
  errorComponent: RouteError,
  pendingComponent: Loading,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    const org = context.me.memberships[0]?.org_id;
    if (org) throw redirect({ to: '/orgs/$org/instances', params: { org }, replace: true });
    if (context.me.user?.is_operator) throw redirect({ to: '/clusters', replace: true });
  },
  component: NotFound,
});

const instances = createRoute({
  getParentRoute: () => signedIn,
  path: '/orgs/$org/instances',
  beforeLoad: ({ context: { queries }, params: { org } }) => ahead(queries.query(instancesQuery(org))),
  component: lazyRouteComponent(() => import('./screens/instances/Instances'), 'Instances'),
});

const newInstance = createRoute({
  getParentRoute: () => signedIn,
  path: '/orgs/$org/instances/new',
  component: lazyRouteComponent(() => import('./screens/instances/NewInstance'), 'NewInstance'),
});

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance',
  search: keepsConnect,
  beforeLoad: ({ context: { queries }, params: { instance } }) =>
    ahead(queries.query(instanceQuery(instance))),
  component: lazyRouteComponent(() => import('./screens/instance/Overview'), 'Overview'),
});

const credentials = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/credentials',
  search: keepsConnect,
  validateSearch: credentialsSearch,
  component: lazyRouteComponent(() => import('./screens/credentials/Credentials'), 'Credentials'),
});

const newCredential = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/credentials/new',
  search: keepsConnect,
  component: lazyRouteComponent(() => import('./screens/credentials/NewCredential'), 'NewCredential'),
});

const credential = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/credentials/$credential',
  search: keepsConnect,
  component: lazyRouteComponent(() => import('./screens/credentials/CredentialPage'), 'CredentialPage'),
});

const topics = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/topics',
  search: keepsConnect,
  validateSearch: topicsSearch,
  beforeLoad: ({ context: { queries }, params: { instance }, search }) => {
    ahead(queries.query(topicsQuery(instance, listOf(search))));
    ahead(queries.query(instanceQuery(instance)));
  },
  component: lazyRouteComponent(() => import('./screens/topics/Topics'), 'Topics'),
});

const createTopic = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/create-topic',
  search: keepsConnect,
  component: lazyRouteComponent(() => import('./screens/topics/CreateTopic'), 'CreateTopic'),
});

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/topics/$topic',
  search: keepsConnect,
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import('./screens/records/Messages'), 'Messages'),
});

const partitions = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/topics/$topic/partitions',
  search: keepsConnect,
  component: lazyRouteComponent(() => import('./screens/topic/Partitions'), 'Partitions'),
});

const config = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/topics/$topic/config',
  search: keepsConnect,
  validateSearch: (search: Record<string, unknown>) => defined({ q: textOf(search, 'q') }),
  component: lazyRouteComponent(() => import('./screens/topic/Config'), 'Config'),
});

const topicGroups = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/topics/$topic/groups',
  search: keepsConnect,
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./screens/topic/TopicGroups'), 'TopicGroups'),
});

const groups = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/groups',
  search: keepsConnect,
  validateSearch: (search: Record<string, unknown>) =>
    defined({ q: textOf(search, 'q'), page: textOf(search, 'page') }),
  component: lazyRouteComponent(() => import('./screens/groups/Groups'), 'Groups'),
});

const group = createRoute({
  getParentRoute: () => signedIn,
  path: '/instances/$instance/groups/$group',
  search: keepsConnect,
  component: lazyRouteComponent(() => import('./screens/groups/GroupPage'), 'GroupPage'),
});

const OUTCOMES = ['success', 'denied', 'failed'] as const;

const activity = createRoute({
  getParentRoute: () => signedIn,
  path: '/orgs/$org/activity',
  validateSearch: (search: Record<string, unknown>): AuditFilter =>
    defined({
      action: textOf(search, 'action'),
      outcome: choiceOf(search, 'outcome', OUTCOMES),
      actor: textOf(search, 'actor'),
      subject: textOf(search, 'subject'),
    }),
  component: lazyRouteComponent(() => import('./screens/activity/Activity'), 'Activity'),
});

const organisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/orgs/$org/organisation',
  component: lazyRouteComponent(() => import('./screens/organisation/Organisation'), 'Organisation'),
});

const clusters = createRoute({
  getParentRoute: () => signedIn,
  path: '/clusters',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./screens/clusters/Clusters'), 'Clusters'),
});

const password = createRoute({
  getParentRoute: () => signedIn,
  path: '/password',
  component: lazyRouteComponent(() => import('./screens/password/Password'), 'Password'),
});

const tree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    instances,
    newInstance,
    overview,
    credentials,
    newCredential,
    credential,
    topics,
    createTopic,
    messages,
    partitions,
    config,
    topicGroups,
    groups,
    group,
    activity,
    organisation,
    clusters,
    password,
  ]),
]);

export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch: parseSearchWith(parseSearchValue),
    stringifySearch: stringifySearchWith(JSON.stringify, parseSearchValue),
    basepath: new URL(document.baseURI).pathname,
    defaultErrorComponent: RouteError,
    defaultPendingComponent: Loading,
    scrollRestoration: true,
    // What a route did not validate is no part of the address.
    search: { strict: true },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
  /** What one screen hands to the next and no address holds. */
  interface HistoryState {
    /** Set up a topic and a credential in the instance that was just created. */
    quickStart?: boolean;
  }
}
