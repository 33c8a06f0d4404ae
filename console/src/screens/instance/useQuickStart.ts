// Makes the topic and the credential of the quick start: by hand, or once by itself after creation.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { createQuickCredential, createQuickTopic } from '../../api/quickStart';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';

/** What is there already is what was wanted. */
function unlessTaken(error: unknown): null {
  if (error instanceof ApiError && error.status === 409 && error.code.endsWith('taken')) return null;
  throw error;
}

/** `onBegun` is told when it began by itself, so that the wish is forgotten. */
export function useQuickStart(instance: string, ready: boolean, byItself: boolean, onBegun: () => void) {
  const queries = useQueryClient();
  const notify = useNotify();
  const onError = (error: Error) => notify('danger', error.message);
  const topic = useMutation({
    mutationFn: () => createQuickTopic(instance).catch(unlessTaken),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['topics', instance] }),
    onError,
  });
  const credential = useMutation({
    mutationFn: () => createQuickCredential(instance).catch(unlessTaken),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['credentials', instance] }),
    onError,
  });
  const begun = useRef(false);
  const createTopic = topic.mutate;
  const createCredential = credential.mutate;
  useEffect(() => {
    if (!byItself || !ready || begun.current) return;
    begun.current = true;
    onBegun();
    createTopic();
    createCredential();
  }, [byItself, ready, onBegun, createTopic, createCredential]);
  return { topic, credential };
}
