// Changing one's own password.
import { Button, Form } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { changePassword } from '../../api/me';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../app/notices';
import { Page } from '../../parts/Page';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { TextField } from '../../parts/TextField';
import { text } from '../../text';

const words = text.password;

export function Password() {
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const notify = useNotify();
  const change = useMutation({
    mutationFn: () => changePassword({ current_password: current, new_password: wanted }),
    onSuccess: () => {
      setCurrent('');
      setWanted('');
      notify('success', words.changed);
    },
  });
  const problem = change.error instanceof ApiError ? change.error : null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Page
      title={words.title}
      requests={[
        {
          method: 'POST',
          path: '/v1/me/password',
          body: { current_password: '…', new_password: '…' },
        },
      ]}
    >
      <Form onSubmit={submit} isWidthLimited>
        {change.error && <ProblemAlert error={change.error} />}
        <TextField
          id="current-password"
          label={words.current}
          type="password"
          autoComplete="current-password"
          isRequired
          value={current}
          onChange={setCurrent}
        />
        <TextField
          id="new-password"
          label={words.wanted}
          type="password"
          autoComplete="new-password"
          isRequired
          value={wanted}
          error={problem?.field('/new_password')}
          onChange={setWanted}
        />
        <div>
          <Button type="submit" isLoading={change.isPending} isDisabled={change.isPending}>
            {words.submit}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
