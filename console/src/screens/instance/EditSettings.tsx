// Changes an instance's description, labels and deletion protection.
import { FormGroup, Switch, TextInput } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Instance, updateInstance } from '../../api/instances';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';
import { FieldHelp } from '../../parts/FieldHelp';
import { FormDialog } from '../../parts/FormDialog';
import { formatLabels, parseLabels } from '../../parts/names';
import { text } from '../../text';
import { settingsOf, settingsPatch } from './settingsPatch';

const words = text.instance.settings;
const fields = text.instances.new;

interface Props {
  instance: Instance;
  onClose: () => void;
}

export function EditSettings({ instance, onClose }: Props) {
  // The instance is read again and again; what was there when the dialog opened is what one edits.
  const [before] = useState(() => settingsOf(instance));
  const [description, setDescription] = useState(before.description);
  const [labels, setLabels] = useState(formatLabels(before.labels));
  const [deletionProtection, setDeletionProtection] = useState(before.deletionProtection);
  const queries = useQueryClient();
  const notify = useNotify();
  const parsed = parseLabels(labels);
  const save = useMutation({
    mutationFn: () =>
      updateInstance(
        instance.id,
        settingsPatch(before, { description, labels: parsed ?? before.labels, deletionProtection }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['instance', instance.id] });
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
      ready={parsed !== undefined}
      pending={save.isPending}
      error={save.error}
      onSubmit={save.mutate}
      onClose={onClose}
    >
      <FormGroup label={fields.description} fieldId="edit-description">
        <TextInput
          id="edit-description"
          value={description}
          aria-describedby="edit-description-help"
          onChange={(_, value) => setDescription(value)}
        />
        <FieldHelp id="edit-description-help" error={problem('/description')} />
      </FormGroup>
      <FormGroup label={fields.labels} fieldId="edit-labels">
        <TextInput
          id="edit-labels"
          value={labels}
          validated={parsed ? 'default' : 'error'}
          aria-describedby="edit-labels-help"
          onChange={(_, value) => setLabels(value)}
        />
        <FieldHelp id="edit-labels-help" error={parsed ? problem('/labels') : fields.labelsWrong}>
          {fields.labelsHelp}
        </FieldHelp>
      </FormGroup>
      <Switch
        id="edit-protection"
        label={fields.protection}
        isChecked={deletionProtection}
        onChange={(_, checked) => setDeletionProtection(checked)}
      />
    </FormDialog>
  );
}
