// Gives a topic more partitions, after saying what that does to keys.
import {
  Alert,
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { topicQuery, updateTopic } from '../../api/topics';
import { useNotify } from '../../app/notices';
import { ProblemAlert } from '../../parts/ProblemAlert';
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
  const ready = wanted > present && !add.isPending;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={words.title}>
      <ModalHeader title={words.title} />
      <ModalBody tabIndex={0}>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) add.mutate();
          }}
        >
          <Alert isInline isPlain variant="warning" title={words.warning} />
          {add.error && <ProblemAlert error={add.error} />}
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
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button isDisabled={!ready} isLoading={add.isPending} onClick={() => add.mutate()}>
          {words.button}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
