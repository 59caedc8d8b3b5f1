import { DatabaseAddressError } from '../errors.ts';

/** Where a ClickHouse server listens for HTTP. */
export interface ClickHouseAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly user: string;
  readonly database: string;
  readonly hasPassword: boolean;
  /** Parameters of the URL that the caller reads, by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads a URL such as `clickhouse://user@host:8123/database?table=rows`; `clickhouses://` is HTTPS, port 8443 unless given.
 *
 * @param options `what`: what the URL is from, for messages; `parameters`: names that the caller reads
 * @throws DatabaseAddressError which repeats nothing of the URL but names of parameters
 */
export function parseClickHouseUrl(
  text: string,
  { what, parameters }: { readonly what: string; readonly parameters: readonly string[] },
): ClickHouseAddress {
  const [, scheme = '', rest = ''] = /^(clickhouses?):(\/\/.*)$/i.exec(text.trim()) ?? [];
  const isSecure = scheme.toLowerCase() === 'clickhouses';
  const url = scheme === '' ? null : URL.parse(`${isSecure ? 'https' : 'http'}:${rest}`);
  if (url === null || url.hostname === '') throw new DatabaseAddressError(`${what}: expected clickhouse://USER@HOST:PORT/DATABASE`);
  const given = new Map(url.searchParams);
  for (const name of given.keys()) {
    if (parameters.includes(name)) continue;
    throw new DatabaseAddressError(`${what}: expected parameters ${parameters.join(', ')}, got ${JSON.stringify(name)}`);
  }
  // `http:` drops its own port from a URL.
  const [authority = ''] = /^\/\/[^/?#]*/.exec(rest) ?? [];
  const port = /:(\d+)$/.exec(authority.replace(/^.*@/, ''))?.[1] ?? (isSecure ? '8443' : '8123');
  return {
    origin: `${url.protocol}//${url.hostname}:${port}`,
    user: decodePart(url.username, what) || 'default',
    database: decodePart(url.pathname.slice(1), what) || 'default',
    hasPassword: url.password !== '',
    parameters: given,
  };
}

function decodePart(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseAddressError(`${what}: expected percent-encoded text, got a lone %`);
  }
}
