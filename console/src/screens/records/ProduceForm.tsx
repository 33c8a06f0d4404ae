// Writes one message: a new one, or a copy of one that is held.
import {
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/problem';
import { produce, readRecord } from '../../api/records';
import { useNotify } from '../../app/notices';
import { Loading } from '../../parts/Loading';
import { firstField } from '../../parts/firstField';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { ContentField } from './ContentField';
import { copyOf, type Draft, EMPTY, isWhole, recordOf } from './draft';
import { HeaderFields } from './HeaderFields';

const words = text.records.produceForm;
const FORM = 'produce';

interface Props {
  instance: string;
  topic: string;
  partitions: number;
  /** `new`, or the `partition:offset` of the record to copy. */
  source: string;
  onClose: () => void;
  onProduced: () => void;
}

export function ProduceForm({ source, ...props }: Props) {
  const { instance, topic, onClose } = props;
  const [partition = '', offset = ''] = source.split(':');
  const isNew = source === 'new';
  const original = useQuery({
    queryKey: ['record', instance, topic, source],
    queryFn: async () =>
      (await readRecord(instance, topic, { partition: Number(partition), offset })) ?? null,
    enabled: !isNew,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Modal
      isOpen
      variant="medium"
      onClose={onClose}
      aria-label={words.title}
      elementToFocus={firstField(FORM)}
    >
      <ModalHeader title={words.title} description={words.description(topic)} />
      {isNew || (original.data && isWhole(original.data)) ? (
        <Fields {...props} initial={original.data ? copyOf(original.data) : EMPTY} />
      ) : (
        <ModalBody tabIndex={0}>
          {original.error && <ProblemAlert error={original.error} retry={() => void original.refetch()} />}
          {original.isPending && <Loading />}
          {original.data === null && words.copyGone}
          {original.data && words.copyCut}
        </ModalBody>
      )}
    </Modal>
  );
}

function Fields({
  instance,
  topic,
  partitions,
  initial,
  onClose,
  onProduced,
}: Omit<Props, 'source'> & { initial: Draft }) {
  const [draft, setDraft] = useState(initial);
  const notify = useNotify();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: () => produce(instance, topic, recordOf(draft)),
    onSuccess: async (answer) => {
      const written = answer?.records[0];
      if (written) notify('success', words.done(written.partition, written.offset ?? ''));
      onProduced();
      await queries.invalidateQueries({ queryKey: ['topic', instance, topic] });
    },
  });
  const problem = (pointer: string) =>
    send.error instanceof ApiError ? send.error.field(pointer) : undefined;
  const submit = () => {
    if (!send.isPending) send.mutate();
  };
  return (
    <>
      <ModalBody tabIndex={0}>
        <Form
          id={FORM}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {send.error && <ProblemAlert error={send.error} />}
          <FormGroup label={words.partition} fieldId="produce-partition">
            <FormSelect
              id="produce-partition"
              value={draft.partition}
              onChange={(_event, partition) => setDraft({ ...draft, partition })}
            >
              <FormSelectOption value="" label={words.byKey} />
              {Array.from({ length: partitions }, (_none, partition) => (
                <FormSelectOption key={partition} value={String(partition)} label={String(partition)} />
              ))}
            </FormSelect>
          </FormGroup>
          <FormGroup label={words.key} fieldId="produce-key">
            <ContentField
              id="produce-key"
              label={words.key}
              content={draft.key}
              problem={problem('/records/0/key/base64')}
              onChange={(key) => setDraft({ ...draft, key })}
            />
          </FormGroup>
          <FormGroup label={words.value} fieldId="produce-value">
            <ContentField
              id="produce-value"
              label={words.value}
              rows={6}
              content={draft.value}
              problem={problem('/records/0/value/base64')}
              onChange={(value) => setDraft({ ...draft, value })}
            />
          </FormGroup>
          <FormGroup role="group" label={words.headers} fieldId="produce-headers">
            <HeaderFields
              headers={draft.headers}
              problem={problem}
              onChange={(headers) => setDraft({ ...draft, headers })}
            />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button isLoading={send.isPending} isDisabled={send.isPending} onClick={submit}>
          {words.submit}
        </Button>
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </>
  );
}
