// Numbers for people. What Kafka counts comes as text, because JavaScript's numbers end at 2^53.

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `1234567` as `1.2 MB`. */
export function bytes(value: number | string): string {
  let rest = Number(value);
  let unit = 0;
  while (Math.abs(rest) >= 1_000 && unit < BYTES.length - 1) {
    rest /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${BYTES[unit]}`;
}

/** `1234567` as `1,234,567`, exactly, whatever its size. */
export function count(value: number | string | bigint): string {
  return BigInt(value).toLocaleString();
}

/** From one number to another, with its sign, exactly: `−1,234`, `0`, `+5`. */
export function difference(before: string, after: string): string {
  const by = BigInt(after) - BigInt(before);
  if (by === 0n) return '0';
  return by < 0n ? `−${count(-by)}` : `+${count(by)}`;
}

/** Seconds as `3 s`, `2 min`, `5 h` or `4 d`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
