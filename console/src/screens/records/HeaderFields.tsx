// The headers of a message that is being written.
import { Button, TextInput } from '@patternfly/react-core';
import { PlusCircleIcon, TrashIcon } from '@patternfly/react-icons';
import { text } from '../../text';
import { ContentField } from './ContentField';
import type { HeaderDraft } from './draft';

const words = text.records.produceForm;

interface Props {
  headers: readonly HeaderDraft[];
  onChange: (headers: readonly HeaderDraft[]) => void;
  problem: (pointer: string) => string | undefined;
}

export function HeaderFields({ headers, onChange, problem }: Props) {
  const change = (id: number, part: Partial<HeaderDraft>) =>
    onChange(headers.map((header) => (header.id === id ? { ...header, ...part } : header)));
  const next = Math.max(-1, ...headers.map(({ id }) => id)) + 1;
  return (
    <>
      {headers.map((header, at) => (
        <div key={header.id} className="millrace-header-field">
          <TextInput
            aria-label={words.headerName(at + 1)}
            placeholder={text.records.detail.headerName}
            value={header.name}
            onChange={(_event, name) => change(header.id, { name })}
          />
          <ContentField
            id={`header-${header.id}`}
            label={words.headerValue(at + 1)}
            content={header}
            problem={problem(`/records/0/headers/${at}/value/base64`)}
            onChange={({ kind, body }) => change(header.id, { kind, body })}
          />
          <Button
            variant="plain"
            icon={<TrashIcon />}
            aria-label={words.removeHeader(at + 1)}
            onClick={() => onChange(headers.filter(({ id }) => id !== header.id))}
          />
        </div>
      ))}
      <Button
        variant="link"
        isInline
        icon={<PlusCircleIcon />}
        onClick={() => onChange([...headers, { id: next, name: '', kind: 'text', body: '' }])}
      >
        {words.addHeader}
      </Button>
    </>
  );
}
