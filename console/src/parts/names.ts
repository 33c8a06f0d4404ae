// What names look like; the server checks the same again.

/** Names of instances and credentials: 1 to 63 lower-case letters, digits and inner hyphens. */
export function isName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** `team=payments, env=prod` as labels; undefined if it is not such a list. */
export function parseLabels(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const part of text.split(/[,\n]/)) {
    if (part.trim() === '') continue;
    const [key, ...value] = part.split('=');
    if (!key?.trim() || value.length === 0) return undefined;
    labels[key.trim()] = value.join('=').trim();
  }
  return labels;
}

export function formatLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
