// Words of the sign-in screen.
export const signInText = {
  title: 'Sign in to Millrace',
  subtitle: 'Kafka as a service, on your own machines.',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  goOn: 'Sign in, and you go on to the page you asked for.',
} as const;
