import type { Connection, Submittable } from 'pg';

const copyData = 0x64;
const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);
/** Bytes of one message: a pooler and the server keep a message in memory as a whole. */
const messageBytes = 64 * 1024;

/** One `COPY … FROM STDIN`, whose bytes are at hand. Whatever ends it, and whenever, it settles once and throws nothing into the socket. */
export class CopyIn implements Submittable {
  /** Number of rows that the server reported. */
  readonly copied: Promise<number>;
  readonly #text: string;
  readonly #bytes: Uint8Array;
  readonly #settle: PromiseWithResolvers<number> = Promise.withResolvers();
  #rows = 0;

  constructor(text: string, bytes: Uint8Array) {
    this.#text = text;
    this.#bytes = bytes;
    this.copied = this.#settle.promise;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse({ stream }: Connection): void {
    stream.cork();
    for (let start = 0; start < this.#bytes.length; start += messageBytes) {
      const part = this.#bytes.subarray(start, start + messageBytes);
      const header = Buffer.alloc(5);
      header[0] = copyData;
      header.writeUInt32BE(part.length + 4, 1);
      stream.write(header);
      stream.write(part);
    }
    stream.write(copyDone);
    stream.uncork();
  }

  handleCommandComplete({ text }: { readonly text?: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(text ?? '')?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }
}
