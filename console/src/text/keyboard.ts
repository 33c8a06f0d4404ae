// Words of the command palette and of the keyboard map.
export const keyboardText = {
  title: 'Keyboard',
  palette: 'Go to',
  map: 'This map',
  on: 'Single keys, such as ? and g i, do something',
  search: 'Page, instance, topic or credential',
  page: 'Page',
  instance: 'Instance',
  topic: 'Topic',
  credential: 'Credential',
  found: (count: number) => (count === 0 ? 'Nothing has such a name' : `${count} found`),
} as const;
