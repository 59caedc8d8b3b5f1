import type pg from 'pg';
import { DatabaseError } from '../errors.ts';
import { CopyIn } from './copyIn.ts';
import { CopyOut } from './copyOut.ts';
import { postgresError } from './postgresError.ts';

/** A statement without a name, because a pooler may send each to another server process. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Milliseconds until it is given up, and the connection with it. */
  readonly deadlineMilliseconds?: number;
}

export type ResultRow = Readonly<Record<string, unknown>>;

/** A statement that was sent, and what became of it. */
export interface SentStatement {
  readonly text: string;
  readonly milliseconds: number;
  readonly error: DatabaseError | undefined;
}

export interface ConnectionOptions {
  /** Name of the server in messages. */
  readonly server: string;
  /** Milliseconds until a statement without a deadline of its own is given up: 30,000 when absent. */
  readonly statementMilliseconds?: number | undefined;
  readonly onStatement?: ((statement: SentStatement) => void) | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** One connection. Statements are sent one after another: the caller waits for each. Errors are `DatabaseError`. */
export class PostgresConnection {
  readonly #client: pg.Client;
  readonly #options: ConnectionOptions;
  #loss: DatabaseError | undefined;

  constructor(client: pg.Client, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
    // Without a listener, a connection that is lost between two statements ends the process.
    client.on('error', (error) => this.#lose(postgresError(error, options.server)));
    client.on('end', () => this.#lose());
  }

  /** Whether another statement can be sent: false after a deadline has passed and after the connection was lost. */
  get isUsable(): boolean {
    return this.#loss === undefined;
  }

  async connect(milliseconds: number): Promise<void> {
    await this.#within(milliseconds, this.#client.connect());
  }

  /** @returns rows; integers and floats are numbers, arrays of `float8` are `Float64Array`, times are milliseconds since 1970 */
  query(statement: Statement): Promise<readonly ResultRow[]> {
    return this.#send(statement, async () => {
      const result = await this.#client.query<ResultRow>(statement.text, statement.values as unknown[] | undefined);
      // Several statements in one text have one result each.
      return Array.isArray(result) ? ((result as pg.QueryResult<ResultRow>[]).at(-1)?.rows ?? []) : result.rows;
    });
  }

  /** Sends the bytes of a `COPY … FROM STDIN`. @returns number of rows */
  copyIn(statement: Statement, bytes: Uint8Array): Promise<number> {
    return this.#send(statement, () => this.#client.query(new CopyIn(statement.text, bytes)).copied);
  }

  /** The messages of a `COPY … TO STDOUT` in groups; none ends within a row. A caller that stops reading early ends the connection. */
  async *copyOut(statement: Statement): AsyncGenerator<readonly Buffer[], void, undefined> {
    const copy = new CopyOut(statement.text);
    let isOver = false;
    const next = () => {
      copy.start(this.#client);
      return copy.next();
    };
    try {
      while (!isOver) {
        const group = await this.#send(statement, next);
        isOver = group === undefined;
        if (group !== undefined) yield group;
      }
    } finally {
      if (!isOver) this.destroy();
    }
  }

  /** Ends the connection without waiting for what is under way. */
  destroy(): void {
    this.#lose();
    this.#client.connection.stream.destroy();
  }

  async close(): Promise<void> {
    if (this.isUsable) await this.#within(2000, this.#client.end()).catch(() => undefined);
    this.destroy();
  }

  #lose(reason = new DatabaseError(`${this.#options.server}: the connection was closed`, { kind: 'unavailable' })): void {
    this.#loss ??= reason;
  }

  async #send<Result>(statement: Statement, work: () => Promise<Result>): Promise<Result> {
    const { now, onStatement, statementMilliseconds = 30_000 } = this.#options;
    const start = now();
    const report = (error?: DatabaseError) => onStatement?.({ text: statement.text, milliseconds: now() - start, error });
    try {
      if (this.#loss !== undefined) throw this.#loss;
      const result = await this.#within(statement.deadlineMilliseconds ?? statementMilliseconds, work());
      report();
      return result;
    } catch (error) {
      report(error as DatabaseError);
      throw error;
    }
  }

  /** Ends the connection when a deadline passes: a server that hangs does not close it. */
  async #within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
    const { server } = this.#options;
    const deadline = AbortSignal.timeout(milliseconds);
    let expire: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      expire = () => {
        const text = `${server}: no response within ${milliseconds / 1000} s`;
        const error = new DatabaseError(text, { kind: 'unavailable', code: 'ETIMEDOUT' });
        this.#lose(error);
        this.#client.connection.stream.destroy();
        reject(error);
      };
    });
    deadline.addEventListener('abort', expire, { once: true });
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      if (error instanceof DatabaseError) throw error;
      const known = postgresError(error, server);
      // A lost connection is reported to the statement before the client.
      if (known.kind === 'unavailable' && known.code?.length !== 5) this.#lose(known);
      throw known;
    } finally {
      deadline.removeEventListener('abort', expire);
    }
  }
}
