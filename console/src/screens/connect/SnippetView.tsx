// What one client needs: how to install it, its file, and how to run it.
import type { Connection } from '../../api/connection';
import { CodeView } from '../../parts/CodeView';
import { text } from '../../text';

const words = text.connect;

interface Props {
  snippet: Connection['snippets'][number];
  /** Whether the secret is filled in. */
  complete: boolean;
  /** Told when the file was copied or saved. */
  onTaken: () => void;
}

export function SnippetView({ snippet, complete, onTaken }: Props) {
  return (
    <div className="millrace-stack">
      {snippet.install && (
        <>
          <p>{words.install}</p>
          <CodeView>{snippet.install}</CodeView>
        </>
      )}
      <p>
        {words.file} <code>{snippet.file_name}</code>{' '}
        {complete ? (
          words.beside
        ) : (
          <>
            {words.secret} <code>API_KEY</code>:
          </>
        )}
      </p>
      <CodeView fileName={snippet.file_name} onTaken={onTaken}>
        {snippet.text}
      </CodeView>
      {snippet.run && (
        <>
          <p>{words.run}</p>
          <CodeView>{snippet.run}</CodeView>
        </>
      )}
    </div>
  );
}
