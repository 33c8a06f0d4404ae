// Edits a topic's configuration in two steps: the values, and what that changes.
import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/problem';
import { type Topic, topicQuery, updateTopic } from '../../api/topics';
import { useNotify } from '../../app/notices';
import { firstField } from '../../parts/firstField';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { ConfigField } from '../topics/ConfigField';
import { changesOf } from './configChanges';

const words = text.topics;
const FORM = 'edit-config';

interface Props {
  instance: string;
  topic: string;
  config: Topic['config'];
  onClose: () => void;
}

export function EditConfig({ instance, topic, config, onClose }: Props) {
  const [edited, setEdited] = useState<Record<string, string>>({});
  const [reviewing, setReviewing] = useState(false);
  const notify = useNotify();
  const queries = useQueryClient();
  const changes = changesOf(config, edited);
  const save = useMutation({
    mutationFn: () =>
      updateTopic(instance, topic, {
        config: Object.fromEntries(changes.map(({ name, after }) => [name, after])),
      }),
    onSuccess: (changed) => {
      queries.setQueryData(topicQuery(instance, topic).queryKey, changed);
      notify('success', words.configSaved);
      onClose();
    },
    onError: () => setReviewing(false),
  });
  const problem = (name: string) =>
    save.error instanceof ApiError ? save.error.field(`/config/${name}`) : undefined;
  const title = reviewing ? words.reviewTitle : words.editTitle;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-label={title} elementToFocus={firstField(FORM)}>
      <ModalHeader title={title} description={reviewing ? topic : words.editHelp} />
      <ModalBody tabIndex={0}>
        {save.error && <ProblemAlert error={save.error} />}
        {reviewing ? (
          <Changes changes={changes} />
        ) : (
          <Form
            id={FORM}
            onSubmit={(event) => {
              event.preventDefault();
              if (changes.length > 0) setReviewing(true);
            }}
          >
            {Object.entries(config).map(
              ([name, { allowed, source, value }]) =>
                allowed && (
                  <ConfigField
                    key={name}
                    name={name}
                    rule={allowed}
                    value={edited[name] ?? (source === 'topic' ? (value ?? '') : '')}
                    problem={problem(name)}
                    onChange={(next) => setEdited({ ...edited, [name]: next })}
                  />
                ),
            )}
          </Form>
        )}
      </ModalBody>
      <ModalFooter>
        {reviewing ? (
          <>
            <Button isLoading={save.isPending} isDisabled={save.isPending} onClick={() => save.mutate()}>
              {words.save}
            </Button>
            <Button variant="secondary" onClick={() => setReviewing(false)}>
              {words.back}
            </Button>
          </>
        ) : (
          <Button isDisabled={changes.length === 0} onClick={() => setReviewing(true)}>
            {words.review}
          </Button>
        )}
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Changes({ changes }: { changes: ReturnType<typeof changesOf> }) {
  return (
    <Table aria-label={words.reviewTitle} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{words.configColumns.name}</Th>
          <Th>{words.before}</Th>
          <Th>{words.after}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.map(({ name, before, after }) => (
          <Tr key={name}>
            <Td dataLabel={words.configColumns.name} className="millrace-mono">
              {name}
            </Td>
            <Td dataLabel={words.before} className="millrace-mono">
              <del>{before ?? words.hidden}</del>
            </Td>
            <Td dataLabel={words.after} className="millrace-mono">
              <ins>{after ?? words.toDefault}</ins>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
