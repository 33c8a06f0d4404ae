// Creating a credential: who, what it may do, until when; then its secret, once.
import { ActionGroup, Form, FormGroup, Radio } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  createCredential,
  type CredentialCreate,
  type Grant,
  grantsWithin,
  type Preset,
  PRESETS,
} from '../../api/credentials';
import { instanceQuery } from '../../api/instances';
import { ApiError } from '../../api/problem';
import { instanceCrumbs } from '../../app/crumbs';
import { ActionButton } from '../../parts/ActionButton';
import { type Expiry, expiresAt, ExpirySelect } from '../../parts/ExpirySelect';
import { NameField } from '../../parts/NameField';
import { isNameTaken, nameFault } from '../../parts/nameFault';
import { isName } from '../../parts/names';
import { Page } from '../../parts/Page';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { TextField } from '../../parts/TextField';
import { text } from '../../text';
import { areComplete, GrantsEditor, NEW_GRANT } from './GrantsEditor';
import { SecretOnce } from './SecretOnce';

const words = text.credentials.new;

export function NewCredential() {
  const { instance } = useParams({ from: '/signed-in/instances/$instance/credentials/new' });
  const { data: owner } = useQuery(instanceQuery(instance));
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [preset, setPreset] = useState<Preset | null>('produce_consume');
  const [prefix, setPrefix] = useState('');
  const [grants, setGrants] = useState<Grant[]>([NEW_GRANT]);
  const [expiry, setExpiry] = useState<Expiry>('never');
  const create = useMutation({
    mutationFn: async () => {
      const body: CredentialCreate = { name };
      if (!preset) body.grants = grants;
      else if (prefix) body.grants = await grantsWithin(instance, preset, prefix);
      else body.preset = preset;
      if (expiry !== 'never') body.expires_at = expiresAt(expiry);
      return createCredential(instance, body);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['credentials', instance] }),
  });
  const problem = (pointer: string) =>
    create.error instanceof ApiError ? create.error.field(pointer) : undefined;
  const nameError = nameFault(name, create.error);
  const complete = isName(name) && (preset !== null || areComplete(grants));
  const list = { to: '/instances/$instance/credentials', params: { instance } } as const;
  const body = preset && !prefix ? { name, preset } : { name, grants };
  return (
    <Page
      title={text.credentials.create}
      crumbs={[...instanceCrumbs(owner), { label: text.credentials.title, link: list }]}
      requests={[{ method: 'POST', path: `/v1/instances/${instance}/credentials`, body }]}
    >
      <Form
        isWidthLimited
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !create.isPending) create.mutate();
        }}
      >
        <NameField
          id="name"
          value={name}
          error={nameError}
          help={words.nameHelp}
          onChange={(value) => {
            create.reset();
            setName(value);
          }}
        />
        <FormGroup role="radiogroup" isStack label={words.may} fieldId="preset">
          {PRESETS.map((choice) => (
            <Radio
              key={choice}
              id={`preset-${choice}`}
              name="preset"
              label={text.credentials.presets[choice]}
              description={text.credentials.presetHelp[choice]}
              isChecked={preset === choice}
              onChange={() => setPreset(choice)}
            />
          ))}
          <Radio
            id="preset-custom"
            name="preset"
            label={text.credentials.custom}
            description={text.credentials.customHelp}
            isChecked={preset === null}
            onChange={() => setPreset(null)}
          />
        </FormGroup>
        {preset ? (
          <TextField
            id="prefix"
            label={words.prefix}
            value={prefix}
            error={problem('/grants/0/name')}
            help={words.prefixHelp}
            onChange={setPrefix}
          />
        ) : (
          <GrantsEditor grants={grants} onChange={setGrants} problem={problem} />
        )}
        <ExpirySelect id="expires" label={words.expires} value={expiry} onChange={setExpiry} />
        {create.error && !isNameTaken(create.error) && <ProblemAlert error={create.error} />}
        <ActionGroup>
          <ActionButton
            type="submit"
            permissions={owner?.permissions}
            action="credential.create"
            blocked={name !== '' && !complete ? (nameError ?? text.credentials.grants.invalid) : undefined}
            isLoading={create.isPending}
          >
            {text.credentials.create}
          </ActionButton>
          <Link {...list} className="pf-v6-c-button pf-m-link">
            {text.common.cancel}
          </Link>
        </ActionGroup>
      </Form>
      {create.data && (
        <SecretOnce
          instance={instance}
          name={create.data.name}
          secret={create.data.secret}
          onDone={() => {
            // The secret must not stay in memory longer than it is shown.
            create.reset();
            void navigate(list);
          }}
        />
      )}
    </Page>
  );
}
