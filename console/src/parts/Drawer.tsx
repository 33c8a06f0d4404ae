// A panel beside the page. The page stays in use; Escape closes the panel, and what had the focus gets it back.
import { Button, Title } from '@patternfly/react-core';
import { TimesIcon } from '@patternfly/react-icons';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { text } from '../text';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Drawer({ title, onClose, children }: Props) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside
      role="dialog"
      aria-labelledby={id}
      className="millrace-drawer"
      onKeyDown={(event) => {
        // A dialog opened from the panel is a child of it here, and answers by itself.
        const within = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key === 'Escape' && within) onClose();
      }}
    >
      <div className="millrace-drawer-head">
        <Title id={id} ref={heading} headingLevel="h2" tabIndex={-1}>
          {title}
        </Title>
        <Button
          variant="plain"
          icon={<TimesIcon />}
          aria-label={`${text.common.close}: ${title}`}
          onClick={onClose}
        />
      </div>
      {children}
    </aside>
  );
}
