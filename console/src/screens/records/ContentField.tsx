// A key, a value or a header's value in a form: text, any bytes in Base64, or null.
import {
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextArea,
} from '@patternfly/react-core';
import { text } from '../../text';
import { type ContentDraft, type Kind, KINDS } from './draft';

const words = text.records.produceForm;

interface Props {
  id: string;
  label: string;
  rows?: number;
  content: ContentDraft;
  onChange: (content: ContentDraft) => void;
  /** What the API said of it. */
  problem: string | undefined;
}

export function ContentField({ id, label, rows = 1, content, onChange, problem }: Props) {
  return (
    <div className="millrace-content-field">
      <FormSelect
        aria-label={words.kind(label)}
        value={content.kind}
        className="millrace-narrow"
        onChange={(_event, kind) => onChange({ ...content, kind: kind as Kind })}
      >
        {KINDS.map((kind) => (
          <FormSelectOption key={kind} value={kind} label={words.kinds[kind]} />
        ))}
      </FormSelect>
      <TextArea
        id={id}
        aria-label={label}
        rows={rows}
        resizeOrientation="vertical"
        className="millrace-mono"
        spellCheck={false}
        isDisabled={content.kind === 'null'}
        value={content.kind === 'null' ? '' : content.body}
        validated={problem === undefined ? 'default' : 'error'}
        onChange={(_event, body) => onChange({ ...content, body })}
      />
      {problem !== undefined && (
        <FormHelperText>
          <HelperText>
            <HelperTextItem variant="error">{problem}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </div>
  );
}
