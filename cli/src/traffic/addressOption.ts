import { validateHeaderName, validateHeaderValue } from 'node:http';

/** An address of a server, without credentials. */
export function httpAddress(given: string): URL {
  const url = URL.parse(given);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new RangeError(`expected an address such as http://127.0.0.1:8000/predict, got ${JSON.stringify(given)}`);
  }
  if (url.username !== '' || url.password !== '')
    throw new RangeError('expected an address without credentials; use --user and --password-file');
  return url;
}

/** A header of every request, NAME:VALUE. */
export function headerOption(given: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(given) ?? [];
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch (cause) {
    throw new RangeError(`expected NAME:VALUE, got ${JSON.stringify(given)}`, { cause });
  }
  return [name.toLowerCase(), value];
}
