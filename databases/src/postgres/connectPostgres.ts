import { readFile } from 'node:fs/promises';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import pg from 'pg';
import { DatabaseAddressError } from '../errors.ts';
import type { PostgresAddress } from './postgresAddress.ts';
import { PostgresConnection, type SentStatement } from './postgresConnection.ts';
import { valueParser } from './valueParser.ts';

export interface ConnectOptions {
  /** Looked up at each connect. */
  readonly password: () => Promise<string | undefined>;
  /** Certificate authorities in PEM; those of the address or of the system when absent. */
  readonly certificateAuthority?: string | undefined;
  /** Milliseconds until a connection is given up: 10,000 when absent. */
  readonly connectMilliseconds?: number | undefined;
  readonly statementMilliseconds?: number | undefined;
  /** Receives each statement that was sent, how long it took, and its error. */
  readonly onStatement?: ((statement: SentStatement) => void) | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * Connects to a PostgreSQL server, or to a pooler in transaction mode: without startup options and named statements.
 *
 * @throws DatabaseError when there is no connection in time; DatabaseAddressError when a file that the address names cannot be read
 */
export async function connectPostgres(address: PostgresAddress, options: ConnectOptions): Promise<PostgresConnection> {
  const { now, onStatement, statementMilliseconds, connectMilliseconds = 10_000 } = options;
  const [password, ssl] = await Promise.all([options.password(), tlsOptions(address, options.certificateAuthority)]);
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    application_name: address.applicationName ?? 'modelmonitor',
    // A function: `pg` looks for an empty password in the environment and in files.
    password: () => password ?? '',
    ssl,
    sslnegotiation: 'postgres',
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    types: { getTypeParser: valueParser as pg.CustomTypesConfig['getTypeParser'] },
  });
  const server = `PostgreSQL at ${address.host.startsWith('/') ? address.host : `${address.host}:${address.port}`}`;
  const connection = new PostgresConnection(client, { server, statementMilliseconds, onStatement, now });
  try {
    await connection.connect(connectMilliseconds);
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

async function tlsOptions({ tls, tlsFiles }: PostgresAddress, authority: string | undefined): Promise<TlsOptions | false> {
  if (tls === 'off') return false;
  const [ca, cert, key] = await Promise.all([authority ?? readPem(tlsFiles.ca), readPem(tlsFiles.cert), readPem(tlsFiles.key)]);
  return { rejectUnauthorized: true, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

async function readPem(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new DatabaseAddressError(`${path}: expected a file in PEM: ${(cause as Error).message}`, { cause });
  }
}
