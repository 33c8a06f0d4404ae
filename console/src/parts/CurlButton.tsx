// "Copy as curl": what this page asks of the API, ready for a shell.
import {
  Button,
  CodeBlock,
  CodeBlockCode,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useNotify } from '../app/notices';
import { text } from '../text';
import { copyText } from './CopyField';
import { curl, type Request } from './curl';

export function CurlButton({ requests }: { requests: readonly Request[] }) {
  const [open, setOpen] = useState(false);
  const notify = useNotify();
  const commands = requests.map(curl).join('\n\n');
  const copy = async () => {
    if (await copyText(commands)) notify('success', text.common.copied);
  };
  return (
    <>
      <Button variant="link" onClick={() => setOpen(true)}>
        {text.common.copyAsCurl}
      </Button>
      <Modal
        variant="medium"
        isOpen={open}
        onClose={() => setOpen(false)}
        aria-label={text.common.copyAsCurl}
      >
        <ModalHeader title={text.common.copyAsCurl} description={text.common.curlExplained} />
        <ModalBody tabIndex={0}>
          <CodeBlock>
            <CodeBlockCode>{commands}</CodeBlockCode>
          </CodeBlock>
        </ModalBody>
        <ModalFooter>
          <Button onClick={copy}>{text.common.copy}</Button>
          <Button variant="link" onClick={() => setOpen(false)}>
            {text.common.close}
          </Button>
        </ModalFooter>
      </Modal>
    </>
  );
}
