import { DatabaseAddressError } from '../errors.ts';

/** Where a PostgreSQL server is and how it is connected to. The password is in a function, so that no printed object shows it. */
export interface PostgresAddress {
  /** Name, address, or the directory of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** The password of the URL; undefined without one. */
  readonly password: () => string | undefined;
  /** `verified`: encrypted, with a certificate that is trusted and names the host. */
  readonly tls: 'off' | 'verified';
  /** Files of `sslrootcert`, `sslcert` and `sslkey`. */
  readonly tlsFiles: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly applicationName: string | undefined;
  /** Parameters of the URL that the caller reads, by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface PostgresUrlOptions {
  /** What the URL is from, for messages, such as `--current` or a field of a resource. */
  readonly what: string;
  /** Names of parameters that the caller reads, such as `table`. */
  readonly parameters?: readonly string[];
  /** User where the URL names none: PGUSER. */
  readonly user?: string | undefined;
}

const known = [
  'application_name',
  'channel_binding',
  'connect_timeout',
  'host',
  'port',
  'dbname',
  'user',
  'password',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
];

/**
 * Reads a URL such as `postgresql://user:password@host:5432/database?sslmode=verify-full`. TLS is off unless `sslmode` or `sslrootcert`
 * requests it, and then always verified: `require` and `verify-ca` mean `verify-full`.
 *
 * @throws DatabaseAddressError which repeats nothing of the URL but names of parameters
 */
export function parsePostgresUrl(text: string, options: PostgresUrlOptions): PostgresAddress {
  const url = parseUrl(text.trim(), options.what);
  const given = new Map(url.searchParams);
  const expected = [...known, ...(options.parameters ?? [])];
  for (const name of given.keys()) {
    if (name === 'options' || name === 'statement_timeout') throw invalid(options, `${name} is not supported: PgBouncer refuses it`);
    if (!expected.includes(name)) throw invalid(options, `expected parameters ${expected.join(', ')}, got ${JSON.stringify(name)}`);
  }
  const part = (name: string, fromUrl: string) => given.get(name) ?? decode(fromUrl, options);
  const user = part('user', url.username) || options.user;
  if (!user) throw invalid(options, 'expected a user, as in postgresql://USER@HOST/DATABASE, or PGUSER');
  const password = part('password', url.password);
  const tlsFiles = tlsFilesOf(given);
  return {
    host: part('host', url.hostname.replace(/^\[(.+)\]$/, '$1')) || 'localhost',
    port: portOf(part('port', url.port), options),
    database: part('dbname', url.pathname.slice(1)) || user,
    user,
    password: () => password || undefined,
    tls: tlsOf(given.get('sslmode') ?? (given.has('sslrootcert') ? 'verify-full' : 'disable'), options),
    tlsFiles,
    applicationName: given.get('application_name'),
    parameters: new Map([...given].filter(([name]) => options.parameters?.includes(name))),
  };
}

function parseUrl(text: string, what: string): URL {
  const shape = 'postgresql://USER@HOST:PORT/DATABASE';
  if (!/^postgres(ql)?:\/\//i.test(text)) throw invalid({ what }, `expected ${shape}`);
  // A URL cannot have a user without a host, as that of a Unix socket would.
  const url = URL.parse(text.replace(/^(\w+:\/\/[^/?#]*@)(?=[/?#]|$)/, '$1localhost'));
  if (url === null) throw invalid({ what }, `expected ${shape}; characters such as @ and / in a password are written as %40 and %2F`);
  return url;
}

function portOf(text: string, options: PostgresUrlOptions): number {
  const port = Number(text || 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalid(options, 'expected a port between 1 and 65535');
  return port;
}

function tlsOf(mode: string, options: PostgresUrlOptions): PostgresAddress['tls'] {
  if (mode === 'disable') return 'off';
  if (['require', 'verify-ca', 'verify-full'].includes(mode)) return 'verified';
  throw invalid(
    options,
    `expected sslmode disable, require, verify-ca or verify-full, got ${JSON.stringify(mode)}: certificates are always verified`,
  );
}

function tlsFilesOf(given: ReadonlyMap<string, string>): PostgresAddress['tlsFiles'] {
  const names = [
    ['ca', 'sslrootcert'],
    ['cert', 'sslcert'],
    ['key', 'sslkey'],
  ] as const;
  // `system` means the certificate authorities of the system, which are trusted anyway.
  return Object.fromEntries(
    names.flatMap(([key, name]) => (given.has(name) && given.get(name) !== 'system' ? [[key, given.get(name)]] : [])),
  );
}

function decode(text: string, options: PostgresUrlOptions): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(options, 'expected percent-encoded text, got a lone %');
  }
}

function invalid({ what }: { readonly what: string }, problem: string): DatabaseAddressError {
  return new DatabaseAddressError(`${what}: ${problem}`);
}
