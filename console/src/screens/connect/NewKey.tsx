// Makes a credential without leaving the drawer: a name and what it may do.
import { ActionGroup, Button, Form, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { createCredential, type KeySecret, type Preset, PRESETS } from '../../api/credentials';
import type { Instance } from '../../api/instances';
import { ActionButton } from '../../parts/ActionButton';
import { FieldHelp } from '../../parts/FieldHelp';
import { NameField } from '../../parts/NameField';
import { isNameTaken, nameFault } from '../../parts/nameFault';
import { isName } from '../../parts/names';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';

const words = text.connect.create;
const fields = text.credentials.new;

interface Props {
  instance: Instance;
  onCreated: (made: { credential: string; secret: KeySecret }) => void;
  /** Absent where there is nothing to go back to. */
  onCancel?: () => void;
}

export function NewKey({ instance, onCreated, onCancel }: Props) {
  const [name, setName] = useState('');
  const [preset, setPreset] = useState<Preset>('produce_consume');
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: () => createCredential(instance.id, { name, preset }),
    // What was answered holds the secret: only the drawer keeps it.
    gcTime: 0,
    onSuccess: async ({ id, secret }) => {
      await queries.invalidateQueries({ queryKey: ['credentials', instance.id] });
      onCreated({ credential: id, secret });
    },
  });
  const ready = isName(name) && !create.isPending;
  return (
    <Form
      className="millrace-inset"
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) create.mutate();
      }}
    >
      {!onCancel && <p>{words.none}</p>}
      <NameField
        id="connect-name"
        value={name}
        error={nameFault(name, create.error)}
        help={fields.nameHelp}
        onChange={(value) => {
          create.reset();
          setName(value);
        }}
      />
      <FormGroup label={fields.may} fieldId="connect-preset">
        <FormSelect
          id="connect-preset"
          value={preset}
          aria-describedby="connect-preset-help"
          onChange={(_, value) => setPreset(PRESETS.find((known) => known === value) ?? 'produce_consume')}
        >
          {PRESETS.map((choice) => (
            <FormSelectOption key={choice} value={choice} label={text.credentials.presets[choice]} />
          ))}
        </FormSelect>
        <FieldHelp id="connect-preset-help">
          {text.credentials.presetHelp[preset]}{' '}
          <Link to="/instances/$instance/credentials/new" params={{ instance: instance.id }}>
            {words.more}
          </Link>
        </FieldHelp>
      </FormGroup>
      {create.error && !isNameTaken(create.error) && <ProblemAlert error={create.error} />}
      <ActionGroup>
        <ActionButton
          type="submit"
          permissions={instance.permissions}
          action="credential.create"
          blocked={name !== '' && !isName(name) ? text.common.nameWrong : undefined}
          isLoading={create.isPending}
        >
          {text.credentials.create}
        </ActionButton>
        {onCancel && (
          <Button variant="link" onClick={onCancel}>
            {text.common.cancel}
          </Button>
        )}
      </ActionGroup>
    </Form>
  );
}
