import { DatabaseError } from '../errors.ts';
import type { PostgresConnection } from './postgresConnection.ts';

/** At most so many connections, opened when they are needed and used again. */
export interface ConnectionPool {
  /** Runs work with a connection of its own; waits while all are in use. A connection that is not usable afterwards is not used again. */
  use<Result>(work: (connection: PostgresConnection) => Promise<Result>): Promise<Result>;
  /** As `use`, for work that yields results one after another. */
  iterate<Result>(work: (connection: PostgresConnection) => AsyncIterable<Result>): AsyncGenerator<Result, void, undefined>;
  /** Ends all connections, also those in use. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly connect: () => Promise<PostgresConnection>;
  readonly most: number;
}

export function createConnectionPool({ connect, most }: PoolOptions): ConnectionPool {
  const idle: PostgresConnection[] = [];
  const open = new Set<PostgresConnection>();
  const waiting: (() => void)[] = [];
  let used = 0;
  let isClosed = false;
  const take = async (): Promise<PostgresConnection> => {
    while (used >= most && !isClosed) await new Promise<void>((resolve) => void waiting.push(resolve));
    if (isClosed) throw new DatabaseError('the connections were closed', { kind: 'unavailable' });
    used += 1;
    try {
      for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
        if (found.isUsable) return found;
        open.delete(found);
      }
      const connection = await connect();
      open.add(connection);
      return connection;
    } catch (error) {
      giveUp();
      throw error;
    }
  };
  const giveUp = () => {
    used -= 1;
    waiting.shift()?.();
  };
  const giveBack = (connection: PostgresConnection) => {
    if (connection.isUsable && !isClosed) idle.push(connection);
    else {
      open.delete(connection);
      connection.destroy();
    }
    giveUp();
  };
  return {
    async use(work) {
      const connection = await take();
      try {
        return await work(connection);
      } finally {
        giveBack(connection);
      }
    },
    async *iterate(work) {
      const connection = await take();
      try {
        yield* work(connection);
      } finally {
        giveBack(connection);
      }
    },
    async close() {
      isClosed = true;
      const ended = [...open].map((connection) => (idle.includes(connection) ? connection.close() : connection.destroy()));
      for (const wake of waiting.splice(0)) wake();
      await Promise.all(ended);
    },
  };
}
