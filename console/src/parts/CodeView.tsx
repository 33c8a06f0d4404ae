// A text for a file or a shell, to be copied or saved.
import { Button, CodeBlock, CodeBlockAction, CodeBlockCode } from '@patternfly/react-core';
import { useNotify } from '../app/notices';
import { text } from '../text';
import { copyText } from './CopyField';
import { download } from './download';

interface Props {
  children: string;
  /** The name to save it under; without one it can only be copied. */
  fileName?: string | undefined;
  /** Told when it was copied or saved. */
  onTaken?: () => void;
}

export function CodeView({ children, fileName, onTaken }: Props) {
  const notify = useNotify();
  const copy = async () => {
    if (!(await copyText(children))) return;
    notify('success', text.common.copied);
    onTaken?.();
  };
  const save = (name: string) => {
    download(name, children);
    onTaken?.();
  };
  return (
    <CodeBlock
      actions={
        <CodeBlockAction>
          <Button variant="link" size="sm" onClick={copy}>
            {text.common.copy}
          </Button>
          {fileName && (
            <Button variant="link" size="sm" onClick={() => save(fileName)}>
              {text.connect.download(fileName)}
            </Button>
          )}
        </CodeBlockAction>
      }
    >
      <CodeBlockCode>{children}</CodeBlockCode>
    </CodeBlock>
  );
}
