// A value to take along. Selecting it by hand always works: the clipboard is absent on plain HTTP.
import { ClipboardCopy, type ClipboardCopyProps } from '@patternfly/react-core';
import { text } from '../text';

interface Props {
  label: string;
  value: string;
  variant?: ClipboardCopyProps['variant'];
}

export function CopyField({ label, value, variant = 'inline-compact' }: Props) {
  return (
    <ClipboardCopy
      isReadOnly
      isCode
      variant={variant}
      hoverTip={`${text.common.copy}: ${label}`}
      clickTip={text.common.copied}
      textAriaLabel={label}
      toggleAriaLabel={label}
      onCopy={() => void copyText(value)}
    >
      {value}
    </ClipboardCopy>
  );
}

/** Puts a text on the clipboard; false where the browser has none to offer. */
export async function copyText(value: string): Promise<boolean> {
  // Whatever its type says, it is absent on plain HTTP.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) {
    return clipboard.writeText(value).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement('textarea');
  area.value = value;
  area.setAttribute('readonly', '');
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way on plain HTTP
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
