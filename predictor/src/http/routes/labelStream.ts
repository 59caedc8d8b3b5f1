import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createInflate, createUnzip } from 'node:zlib';
import type { Context } from 'koa';
import type { LabelReader } from '../../contract/labelReader.ts';
import { isLabelId, type JoinedLabels, type Label, mostUnknownListed } from '../../labels/joinLabels.ts';
import { createLineCutter, type LabelLine, lineProblem } from '../../labels/labelLines.ts';
import { csvLabelReader, jsonLabelReader } from '../../labels/lineReaders.ts';
import { ProblemError, textOf } from '../../problem.ts';
import type { labelStreamFormat } from '../labelStreamFormat.ts';
import { refuseBody, tooLarge } from '../requestBody.ts';

/** What a stream of labels is read with. */
export interface LabelStreamOptions {
  readonly format: NonNullable<ReturnType<typeof labelStreamFormat>>;
  /** Reads labels of the model that answers now. */
  readonly reader: () => LabelReader;
  readonly join: (labels: readonly Label[]) => Promise<JoinedLabels>;
}

/** Labels that are joined at a time: memory is bounded by them, whatever the stream holds. */
const labelsAtATime = 5000;

/** Largest stream, unpacked, in bytes. */
const mostBytes = 4 * 1024 ** 3;

/**
 * Joins the labels of a body of lines while it arrives. A client is not read from faster than labels are stored.
 *
 * @throws ProblemError that names the line and its field, and says how many labels before it were stored
 */
export async function readLabelStream(context: Context, { format, reader, join }: LabelStreamOptions): Promise<JoinedLabels> {
  const { req, res } = context;
  const chunks = bodyChunks(req);
  if (req.headers.expect !== undefined) res.writeContinue();
  const readLine = format === 'csv' ? csvLabelReader() : jsonLabelReader();
  const lines = createLineCutter();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const total = createTotal();
  let labels: Label[] = [];
  const flush = async () => {
    if (labels.length > 0) total.add(await join(labels));
    labels = [];
  };
  const take = async (texts: readonly string[]) => {
    let read = reader();
    for (const text of texts) {
      const line = readLine(text);
      if (line !== undefined) labels.push(labelOf(line, read));
      if (labels.length < labelsAtATime) continue;
      await flush();
      read = reader();
    }
  };
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge(mostBytes, 'more');
      await take(lines.add(textOfBytes(decoder, chunk)));
    }
    await take([...lines.add(textOfBytes(decoder, undefined)), ...lines.end()]);
    await flush();
    return total.labels();
  } catch (error) {
    // What unpacks the body is not read any more: it would hold the rest back.
    req.unpipe();
    try {
      // The lines before a bad one are as good as those of a stream that ends there.
      if (error instanceof ProblemError && error.status === 422) await flush();
    } finally {
      refuseBody(req, error as Error);
    }
    throw error instanceof ProblemError ? withStored(error, total.labels()) : bodyProblem(error as Error);
  }
}

/** The body as it arrives, unpacked; the connection stays open when it is not read to its end, so that the refusal can be read. */
function bodyChunks(req: IncomingMessage): AsyncIterable<Buffer> {
  const encoding = (req.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return req.iterator({ destroyOnReturn: false });
  if (!['gzip', 'x-gzip', 'deflate'].includes(encoding)) {
    const got = JSON.stringify(encoding.slice(0, 60));
    throw refuseBody(req, new ProblemError('wrong_content_type', `expected Content-Encoding: gzip, deflate or none, got ${got}`));
  }
  const unpack = encoding === 'deflate' ? createInflate() : createUnzip();
  req.on('close', () => {
    if (!req.complete) unpack.destroy(new ProblemError('client_closed', 'the connection closed before the body ended'));
  });
  return (req.pipe(unpack) as Readable).iterator({ destroyOnReturn: false });
}

/** The refusal of a body that broke off or cannot be unpacked; other errors as they are. */
function bodyProblem(error: NodeJS.ErrnoException): Error {
  if (error.code === 'ECONNRESET')
    return new ProblemError('client_closed', 'the connection closed before the body ended', { cause: error });
  if (!/^Z_/.test(error.code ?? '')) return error;
  return new ProblemError('malformed_json', `expected a packed body, got something else: ${error.message}`, { cause: error });
}

function textOfBytes(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new ProblemError('malformed_json', 'expected text in UTF-8, got other bytes', { cause });
  }
}

function labelOf({ line, id, actual }: LabelLine, read: LabelReader): Label {
  if (!isLabelId(id)) throw lineProblem('wrong_shape', { line, field: 'id', expected: 'the id of a prediction', got: textOf(id) });
  try {
    return { id, actual: read(actual, `/${line}/actual`) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(error.kind, `line ${line}, field actual: ${error.message}`, { cause: error, errors: error.errors });
  }
}

function withStored({ kind, message, errors, headers }: ProblemError, { received, joined }: JoinedLabels): ProblemError {
  const stored = received === 0 ? 'no label was stored' : `the ${received} labels before were stored, ${joined} of them joined`;
  return new ProblemError(kind, `${message}; ${stored}`, { errors, headers });
}

/** Adds up what became of labels. */
function createTotal() {
  const sums = { received: 0, joined: 0, changed: 0, missing: 0 };
  const unknown: string[] = [];
  return {
    add(part: JoinedLabels) {
      for (const member of ['received', 'joined', 'changed', 'missing'] as const) sums[member] += part[member];
      unknown.push(...part.unknown.slice(0, mostUnknownListed - unknown.length));
    },
    labels: (): JoinedLabels => ({ ...sums, unknown }),
  };
}
