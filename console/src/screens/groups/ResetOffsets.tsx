// Moves a group to other offsets, after showing from where to where.
import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Group, type GroupMove, type GroupReset, previewReset, resetGroup } from '../../api/groups';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';
import { firstField } from '../../parts/firstField';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { Moves } from './Moves';
import { EMPTY, type Faults, type ResetDraft, resetOf } from './resetDraft';
import { ResetForm } from './ResetForm';

const words = text.groups.reset;
const FORM = 'reset-offsets';

interface Props {
  instance: string;
  group: Group;
  onClose: () => void;
}

/** What the server says of single fields. */
function refused(error: Error | null): Faults {
  if (!(error instanceof ApiError)) return {};
  const faults: Faults = {};
  for (const name of ['topic', 'partitions'] as const) {
    const detail = error.field(`/${name}`);
    if (detail) faults[name] = detail;
  }
  const shift = error.field('/to/shift');
  return shift ? { ...faults, shift } : faults;
}

const moved = ({ before, after }: GroupMove) => before !== after;

export function ResetOffsets({ instance, group: { name, partitions }, onClose }: Props) {
  const [draft, setDraft] = useState<ResetDraft>(EMPTY);
  const [faults, setFaults] = useState<Faults>({});
  const queries = useQueryClient();
  const notify = useNotify();
  // What is confirmed is the request that was shown.
  const preview = useMutation({
    mutationFn: async (body: GroupReset) => ({
      body,
      moves: (await previewReset(instance, name, body)).partitions,
    }),
  });
  const reset = useMutation({
    mutationFn: (body: GroupReset) => resetGroup(instance, name, body),
    onSuccess: async () => {
      notify('success', words.done(name));
      onClose();
      await queries.invalidateQueries({ queryKey: ['group', instance, name] });
    },
  });
  const shown = preview.data;
  const back = () => {
    preview.reset();
    reset.reset();
  };
  const submit = () => {
    const wanted = resetOf(draft);
    setFaults('faults' in wanted ? wanted.faults : {});
    if ('body' in wanted) preview.mutate(wanted.body);
    else preview.reset();
  };
  const title = shown ? words.previewTitle : words.title(name);
  const nothing = shown !== undefined && !shown.moves.some(moved);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-label={title} elementToFocus={firstField(FORM)}>
      <ModalHeader title={title} description={shown ? name : words.explained} />
      <ModalBody tabIndex={0}>
        <div className="millrace-stack">
          {preview.error && <ProblemAlert error={preview.error} />}
          {reset.error && <ProblemAlert error={reset.error} />}
          {nothing && <Alert isInline isPlain variant="info" title={words.nothing} />}
          {shown ? (
            <Moves moves={shown.moves} />
          ) : (
            <ResetForm
              id={FORM}
              draft={draft}
              faults={{ ...refused(preview.error), ...faults }}
              topics={[...new Set(partitions.map(({ topic }) => topic))]}
              onChange={setDraft}
              onSubmit={submit}
            />
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        {shown ? (
          <>
            <Button
              isLoading={reset.isPending}
              isDisabled={reset.isPending || nothing}
              onClick={() => reset.mutate(shown.body)}
            >
              {words.confirm(shown.moves.filter(moved).length)}
            </Button>
            <Button variant="secondary" isDisabled={reset.isPending} onClick={back}>
              {words.back}
            </Button>
          </>
        ) : (
          <Button type="submit" form={FORM} isLoading={preview.isPending} isDisabled={preview.isPending}>
            {words.preview}
          </Button>
        )}
        <Button variant="link" onClick={onClose}>
          {text.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
