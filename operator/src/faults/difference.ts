import { ownValue } from '@modelmonitor/api';
/**
 * The first difference between an object and the expected one; additions of the API server or other clients do not count.
 *
 * @returns the field, its value and the expected one; undefined when all expected fields match
 */
export function difference(expected: unknown, live: unknown, path = ''): string | undefined {
  if (Array.isArray(expected)) {
    // The API server leaves out a list that is empty.
    if (expected.length === 0 && live === undefined) return undefined;
    if (!Array.isArray(live) || live.length !== expected.length) return mismatch(path, expected, live);
    return first(expected.map((entry, at) => () => difference(entry, live[at], `${path}[${at}]`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof live !== 'object' || live === null) return mismatch(path, expected, live);
    const fields = live as Readonly<Record<string, unknown>>;
    return first(
      Object.entries(expected).map(
        ([name, value]) =>
          () =>
            difference(value, ownValue(fields, name), `${path}.${name}`),
      ),
    );
  }
  return expected === live ? undefined : mismatch(path, expected, live);
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function mismatch(path: string, expected: unknown, live: unknown): string {
  const text = (value: unknown) => (JSON.stringify(value) ?? 'missing').slice(0, 100);
  return `${path} is ${text(live)} instead of ${text(expected)}`;
}
