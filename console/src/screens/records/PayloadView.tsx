// A key or value in the format one likes. Whatever it holds, it is shown as text.
import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import type { Payload } from '../../api/records';
import { bytes } from '../../parts/numbers';
import { text } from '../../text';
import { type Format, FORMATS, likely, shown } from './payload';

const words = text.records.detail;

interface Props {
  label: string;
  payload: Payload | null | undefined;
}

export function PayloadView({ label, payload }: Props) {
  return (
    <section>
      <div className="millrace-payload-head">
        <h3>{label}</h3>
        {!payload && <span className="millrace-muted">{words.isNull}</span>}
      </div>
      {payload && <Formatted label={label} payload={payload} />}
    </section>
  );
}

function Formatted({ label, payload }: { label: string; payload: Payload }) {
  const [chosen, choose] = useState<Format>();
  const wanted = chosen ?? likely(payload);
  const { content, problem, format } = useMemo(() => shown(payload, wanted), [payload, wanted]);
  return (
    <>
      <div className="millrace-payload-head">
        <FormSelect
          aria-label={words.format(label)}
          value={wanted}
          onChange={(_event, value) => choose(value as Format)}
          className="millrace-narrow"
        >
          {FORMATS.map((one) => (
            <FormSelectOption key={one} value={one} label={words.formats[one]} />
          ))}
        </FormSelect>
        <span className="millrace-muted">
          {words.size(bytes(payload.size))}
          {payload.truncated && ` · ${words.truncated}`}
        </span>
      </div>
      {problem !== undefined && <p className="millrace-muted">{problem}</p>}
      {content === '' ? (
        <p className="millrace-muted">{words.isEmpty}</p>
      ) : (
        <pre
          className={`millrace-code millrace-mono ${format === 'hex' ? '' : 'millrace-code--wrap'}`}
          tabIndex={0}
          aria-label={label}
        >
          {content}
        </pre>
      )}
    </>
  );
}
