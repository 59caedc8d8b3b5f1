import type { DatabaseError } from '../errors.ts';
import type { PostgresConnection } from './postgresConnection.ts';

export interface TransactionOptions {
  /** Settings for the transaction alone, such as `lock_timeout = '300ms'`: behind a pooler, those of a session would reach others. */
  readonly settings?: readonly string[];
  /** How often it is run when others are in its way: 5 times when absent. */
  readonly tries?: number;
}

/** Runs statements in a transaction, which is rolled back when one fails, and run again after a conflict with another one. */
export async function inTransaction<Result>(
  connection: PostgresConnection,
  work: () => Promise<Result>,
  { settings = [], tries = 5 }: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    await connection.query({ text: ['begin', ...settings.map((setting) => `set local ${setting}`)].join('; ') });
    try {
      const result = await work();
      await connection.query({ text: 'commit' });
      return result;
    } catch (error) {
      await rollBack(connection);
      if ((error as DatabaseError).kind !== 'conflict' || attempt >= tries) throw error;
    }
  }
}

/** Ends a transaction that failed; the connection is not used again when that fails, too. */
export async function rollBack(connection: PostgresConnection): Promise<void> {
  if (!connection.isUsable) return;
  await connection.query({ text: 'rollback', deadlineMilliseconds: 5000 }).catch(() => connection.destroy());
}
