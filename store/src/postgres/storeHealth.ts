import { DatabaseError, type PostgresConnection } from '@modelmonitor/databases';
import type { StoreHealth } from '../store.ts';

export async function storeHealth(connection: PostgresConnection, monitor: string, schemaVersion: number): Promise<StoreHealth> {
  const text = 'select count(*) as waiting from modelmonitor_waiting_labels where monitor = $1';
  const [row] = await connection.query({ text, values: [monitor] });
  return { bytes: await sizeOf(connection), schemaVersion, waitingLabels: row?.['waiting'] as number };
}

/** Bytes of all tables of ours with their indexes; null where the database has no such function. */
async function sizeOf(connection: PostgresConnection): Promise<number | null> {
  const text = `select sum(pg_total_relation_size(c.oid))::float8 as bytes from pg_class c
    where c.relkind = 'r' and c.relname like 'modelmonitor%'
      and c.relnamespace = (select s.relnamespace from pg_class s where s.oid = to_regclass('modelmonitor_schema'))`;
  try {
    const [row] = await connection.query({ text });
    return row?.['bytes'] as number;
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === 'missing') return null;
    throw error;
  }
}
