// Makes a second key of a credential, for as long as one chooses; then shows its secret, once.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createKey, type Credential } from '../../api/credentials';
import { type Expiry, expiresAt, ExpirySelect } from '../../parts/ExpirySelect';
import { FormDialog } from '../../parts/FormDialog';
import { text } from '../../text';
import { SecretOnce } from './SecretOnce';

const words = text.credentials.keys;

interface Props {
  credential: Credential;
  onClose: () => void;
}

export function AddKey({ credential, onClose }: Props) {
  const { instance_id: instance, id, name } = credential;
  const [expiry, setExpiry] = useState<Expiry>('never');
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => createKey(instance, id, expiresAt(expiry)),
    // What was answered holds the secret: nothing keeps it once the dialog is closed.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['credentials', instance] }),
  });
  if (add.data) {
    return <SecretOnce instance={instance} name={name} secret={add.data.secret} onDone={onClose} />;
  }
  return (
    <FormDialog
      title={words.add}
      description={words.addHelp}
      submit={words.create}
      pending={add.isPending}
      error={add.error}
      onSubmit={add.mutate}
      onClose={onClose}
    >
      <ExpirySelect id="key-expires" label={words.expires} value={expiry} onChange={setExpiry} />
    </FormDialog>
  );
}
