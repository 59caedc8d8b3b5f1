import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

export interface WorkDatabase {
  readonly connection: DuckDBConnection;
  close(): Promise<void>;
}

/** Memory of the database, so that an archive of any day fits a small pod. */
const MEMORY = '256MiB';

/** A database in a file of its own that lives as long as one piece of work; a file left by a killed process is replaced. */
export async function openWorkDatabase(path: string): Promise<WorkDatabase> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const remove = () => Promise.all([path, `${path}.wal`, `${path}.tmp`].map((each) => rm(each, { force: true, recursive: true })));
  await remove();
  const settings = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', memory_limit: MEMORY };
  const instance = await DuckDBInstance.create(path, settings);
  const connection = await instance.connect();
  await connection.run("SET force_compression = 'uncompressed'");
  return {
    connection,
    async close() {
      connection.closeSync();
      instance.closeSync();
      await remove();
    },
  };
}
