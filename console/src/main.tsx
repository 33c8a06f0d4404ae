// Starts the console.
import '@patternfly/react-core/dist/styles/base.css';
import './styles/tokens.css';
import './styles/console.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetSignIn } from './api/me';
import { queryClient } from './api/queries';
import { Notices } from './app/notices';
import { applyPreferences } from './app/preferences';
import { createConsoleRouter } from './router';

applyPreferences();

const queries = queryClient(() => {
  forgetSignIn();
  void router.invalidate();
});
const router = createConsoleRouter(queries);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Notices>
        <RouterProvider router={router} />
      </Notices>
    </QueryClientProvider>
  </StrictMode>,
);
