// Words of the sign-in screen.
export const signInText = {
  title: 'Sign in to Millrace',
  subtitle: 'Kafka as a service, on your own machines.',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  ended: 'You were signed out. Sign in to go on where you were.',
} as const;
