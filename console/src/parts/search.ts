// A screen's filters as its address says them. Values that only look like numbers, and those of 64 bits, stay
// texts, so that an offset in an address is the offset that is read.

/** Reads one value of an address; throws for a text that is to stay one. */
function valueOf(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'number' && String(value) !== text) throw new TypeError('not a number without loss');
  return value;
}

export { valueOf as parseSearchValue };

type Search = Record<string, unknown>;

/** A text of the address, whatever the reader of addresses took it for. */
export function textOf(search: Search, name: string): string | undefined {
  const value = search[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text of the address that is one of `choices`. */
export function choiceOf<T extends string>(
  search: Search,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = textOf(search, name);
  return choices.find((choice) => choice === value);
}

/** What is left of an object without the entries that are undefined. */
export function defined<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
