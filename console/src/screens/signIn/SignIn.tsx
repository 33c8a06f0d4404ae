// Signing in, and going on to where one wanted to be.
import { Button, Form, LoginPage } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useState } from 'react';
import { base } from '../../api/client';
import { meQuery, signIn } from '../../api/me';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { TextField } from '../../parts/TextField';
import { text } from '../../text';

export function SignIn() {
  const { next } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    document.title = text.signIn.title;
  }, []);
  const enter = useMutation({
    mutationFn: () => signIn(email, password),
    onSuccess: async () => {
      queries.clear();
      await queries.query(meQuery);
      await router.navigate({ href: next ?? '/' });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <LoginPage
      brandImgSrc={`${base}/favicon.svg`}
      brandImgAlt=""
      loginTitle={text.signIn.title}
      loginSubtitle={text.signIn.subtitle}
    >
      <Form onSubmit={submit}>
        {next && !enter.error && <p>{text.signIn.goOn}</p>}
        {enter.error && <ProblemAlert error={enter.error} />}
        <TextField
          id="email"
          label={text.signIn.email}
          type="email"
          autoComplete="username"
          isRequired
          value={email}
          onChange={setEmail}
        />
        <TextField
          id="password"
          label={text.signIn.password}
          type="password"
          autoComplete="current-password"
          isRequired
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" isBlock isLoading={enter.isPending} isDisabled={enter.isPending}>
          {text.signIn.submit}
        </Button>
      </Form>
    </LoginPage>
  );
}
