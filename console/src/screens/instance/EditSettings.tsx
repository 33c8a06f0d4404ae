// Changes an instance's name, description, labels and deletion protection.
import { Switch } from '@patternfly/react-core';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Instance, instanceQuery, updateInstance } from '../../api/instances';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';
import { FormDialog } from '../../parts/FormDialog';
import { isNameTaken, nameFault } from '../../parts/nameFault';
import { NameField } from '../../parts/NameField';
import { formatLabels, isName, parseLabels } from '../../parts/names';
import { TextField } from '../../parts/TextField';
import { useOpened } from '../../parts/useOpened';
import { text } from '../../text';
import { clash, settingsOf, settingsPatch } from './settingsPatch';

const words = text.instance.settings;
const fields = text.instances.new;

interface Props {
  instance: Instance;
  onClose: () => void;
}

const readAnew = (queries: QueryClient, { id }: Instance) =>
  queries.query({ ...instanceQuery(id), staleTime: 0 });

export function EditSettings({ instance, onClose }: Props) {
  const queries = useQueryClient();
  const { opened, lookAgain } = useOpened(instance, () => readAnew(queries, instance));
  return <SettingsForm key={opened.etag} instance={opened} onLookAgain={lookAgain} onClose={onClose} />;
}

function SettingsForm({ instance, onLookAgain, onClose }: Props & { onLookAgain: () => void }) {
  const [before] = useState(() => settingsOf(instance));
  const [name, setName] = useState(before.name);
  const [description, setDescription] = useState(before.description);
  const [labels, setLabels] = useState(formatLabels(before.labels));
  const [deletionProtection, setDeletionProtection] = useState(before.deletionProtection);
  const queries = useQueryClient();
  const notify = useNotify();
  const parsed = parseLabels(labels);
  const save = useMutation({
    mutationFn: async () => {
      const after = { name, description, labels: parsed ?? before.labels, deletionProtection };
      // Its version rises with its state too: what counts is whether somebody changed the same settings.
      const now = await readAnew(queries, instance);
      const read = clash(before, after, settingsOf(now)) ? instance : now;
      return updateInstance(read, settingsPatch(before, after));
    },
    onSuccess: async () => {
      await Promise.all(
        [
          ['instance', instance.id],
          ['instances', instance.org_id],
        ].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
      notify('success', words.saved);
      onClose();
    },
  });
  const problem = (pointer: string) =>
    save.error instanceof ApiError ? save.error.field(pointer) : undefined;
  return (
    <FormDialog
      title={words.title}
      submit={words.save}
      ready={parsed !== undefined && isName(name)}
      pending={save.isPending}
      error={isNameTaken(save.error) ? null : save.error}
      onLookAgain={onLookAgain}
      onSubmit={save.mutate}
      onClose={onClose}
    >
      <NameField
        id="edit-name"
        value={name}
        error={nameFault(name, save.error)}
        help={words.nameHelp}
        onChange={(value) => {
          save.reset();
          setName(value);
        }}
      />
      <TextField
        id="edit-description"
        label={fields.description}
        value={description}
        error={problem('/description')}
        onChange={setDescription}
      />
      <TextField
        id="edit-labels"
        label={fields.labels}
        value={labels}
        error={parsed ? problem('/labels') : fields.labelsWrong}
        help={fields.labelsHelp}
        onChange={setLabels}
      />
      <Switch
        id="edit-protection"
        label={fields.protection}
        isChecked={deletionProtection}
        onChange={(_, checked) => setDeletionProtection(checked)}
      />
    </FormDialog>
  );
}
