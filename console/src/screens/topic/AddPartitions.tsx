// Gives a topic more partitions, after saying what that does to keys.
import { Alert, FormGroup, TextInput } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { topicQuery, updateTopic } from '../../api/topics';
import { useNotify } from '../../app/notices';
import { FormDialog } from '../../parts/FormDialog';
import { text } from '../../text';

const words = text.topics.addPartitions;

interface Props {
  instance: string;
  topic: string;
  present: number;
  onClose: () => void;
}

export function AddPartitions({ instance, topic, present, onClose }: Props) {
  const [partitions, setPartitions] = useState(String(present + 1));
  const notify = useNotify();
  const queries = useQueryClient();
  const wanted = Number(partitions);
  const add = useMutation({
    mutationFn: () => updateTopic(instance, topic, { partitions: wanted }),
    onSuccess: (changed) => {
      queries.setQueryData(topicQuery(instance, topic).queryKey, changed);
      notify('success', words.done(changed.partitions.length));
      onClose();
    },
  });
  return (
    <FormDialog
      title={words.title}
      submit={words.button}
      ready={wanted > present}
      pending={add.isPending}
      error={add.error}
      onSubmit={add.mutate}
      onClose={onClose}
    >
      <Alert isInline isPlain variant="warning" title={words.warning} />
      <FormGroup label={words.label} fieldId="partitions" isRequired>
        <TextInput
          id="partitions"
          type="number"
          min={present + 1}
          value={partitions}
          validated={wanted > present ? 'default' : 'error'}
          onChange={(_event, value) => setPartitions(value)}
        />
      </FormGroup>
    </FormDialog>
  );
}
