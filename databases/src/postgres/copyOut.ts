import type { Connection, Submittable } from 'pg';

const groupBytes = 256 * 1024;
/** Bytes that may wait for the reader before the socket is paused. */
const waitingBytes = 4 * groupBytes;

/** One `COPY … TO STDOUT` that is read in groups of messages; the socket is paused while the reader is behind. */
export class CopyOut implements Submittable {
  readonly #text: string;
  #connection: Connection | undefined;
  #messages: Buffer[] = [];
  #bytes = 0;
  #end: { readonly error?: Error } | undefined;
  #wake: () => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Sends the statement, the first time. */
  start(client: { query(copy: CopyOut): unknown }): void {
    if (this.#connection === undefined && this.#end === undefined) client.query(this);
  }

  /** The messages that arrived; undefined after the last. */
  async next(): Promise<readonly Buffer[] | undefined> {
    this.#connection?.stream.resume();
    while (this.#bytes < groupBytes && this.#end === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#end?.error !== undefined) throw this.#end.error;
    const group = this.#messages;
    this.#messages = [];
    this.#bytes = 0;
    return group.length === 0 ? undefined : group;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The parser uses its buffer again.
    this.#messages.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes >= groupBytes) this.#wake();
    if (this.#bytes >= waitingBytes) this.#connection?.stream.pause();
  }

  handleCommandComplete(): void {
    // The end is reported when the connection is ready for the next statement.
  }

  handleReadyForQuery(): void {
    this.#end = {};
    this.#wake();
  }

  handleError(error: Error): void {
    this.#end = { error };
    this.#wake();
  }
}
