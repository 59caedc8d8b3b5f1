/**
 * Where an object is not as it is wanted; what the API server or others added to it is none of our business.
 *
 * @returns the first such field and what is there, undefined when everything wanted is there
 */
export function difference(wanted: unknown, live: unknown, path = ''): string | undefined {
  if (Array.isArray(wanted)) {
    // The API server leaves out a list that is empty.
    if (wanted.length === 0 && live === undefined) return undefined;
    if (!Array.isArray(live) || live.length !== wanted.length) return told(path, wanted, live);
    return first(wanted.map((entry, at) => () => difference(entry, live[at], `${path}[${at}]`)));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof live !== 'object' || live === null) return told(path, wanted, live);
    const fields = live as Readonly<Record<string, unknown>>;
    return first(
      Object.entries(wanted).map(
        ([name, value]) =>
          () =>
            difference(value, fields[name], `${path}.${name}`),
      ),
    );
  }
  return wanted === live ? undefined : told(path, wanted, live);
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function told(path: string, wanted: unknown, live: unknown): string {
  const text = (value: unknown) => (JSON.stringify(value) ?? 'missing').slice(0, 100);
  return `${path} is ${text(live)} instead of ${text(wanted)}`;
}
