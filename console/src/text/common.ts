// Words that many screens share.
export const common = {
  product: 'Millrace',
  loading: 'Loading…',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  download: 'Download',
  requestId: 'Request id',
  code: 'Code',
  allProblems: 'All problems and what to do',
  copyAsCurl: 'Copy as curl',
  curlExplained:
    'These are the requests behind this page. Put an API token of the organisation into MILLRACE_TOKEN.',
  live: 'Live',
  secondsOld: (seconds: number) => `${seconds} s old`,
  stale: 'Stale: the last reading failed',
  notAllowed: (action: string) =>
    `Your role does not include ${action}. An owner or admin of the organisation can change that.`,
  typeToConfirm: (name: string) => `Type ${name} to confirm`,
  none: 'None',
  never: 'Never',
  navigation: 'Main navigation',
  skipToContent: 'Skip to content',
} as const;
