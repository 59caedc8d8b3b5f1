import type { DuckDBConnection } from '@duckdb/node-api';

export interface DuckDbSession {
  readonly connection: DuckDBConnection;
  /** Another connection to the same database: each can stream one result at a time. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/** What a database may use; without limits it uses every core and most of the memory. */
export interface DuckDbLimits {
  readonly threads?: number;
  readonly memoryBytes?: number;
}

/** A database in memory that fetches nothing from elsewhere. The library is large, so it is loaded on first use. */
export async function openDuckDb({ threads, memoryBytes }: DuckDbLimits = {}): Promise<DuckDbSession> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(threads === undefined ? {} : { threads: `${threads}` }),
    ...(memoryBytes === undefined ? {} : { memory_limit: `${Math.ceil(memoryBytes / 2 ** 20)}MiB` }),
  });
  const connection = await instance.connect();
  const others: DuckDBConnection[] = [];
  return {
    connection,
    connect: async () => {
      const other = await instance.connect();
      others.push(other);
      return other;
    },
    close: () => {
      for (const each of [connection, ...others]) each.closeSync();
      instance.closeSync();
    },
  };
}
