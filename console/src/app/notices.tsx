// Short notes about what has just been done, in a corner, read out by screen readers.
import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

interface Notice {
  id: number;
  variant: 'success' | 'danger' | 'info' | 'warning';
  title: string;
}

type Notify = (variant: Notice['variant'], title: string) => void;

const Context = createContext<Notify>(() => {});

/** The newest notices that are kept on the screen. */
const MOST = 5;
let last = 0;

export function useNotify(): Notify {
  return useContext(Context);
}

export function Notices({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const notify = useCallback<Notify>((variant, title) => {
    last += 1;
    const notice = { id: last, variant, title };
    setNotices((before) => [notice, ...before].slice(0, MOST));
  }, []);
  const close = (id: number) => setNotices((before) => before.filter((notice) => notice.id !== id));
  return (
    <Context value={notify}>
      {children}
      <AlertGroup isToast isLiveRegion>
        {notices.map(({ id, variant, title }) => (
          <Alert
            key={id}
            variant={variant}
            title={title}
            timeout={variant === 'danger' ? false : 6_000}
            onTimeout={() => close(id)}
            actionClose={<AlertActionCloseButton title={title} onClose={() => close(id)} />}
          />
        ))}
      </AlertGroup>
    </Context>
  );
}
