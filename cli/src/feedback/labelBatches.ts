import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { ownValue } from '@modelmonitor/api/plain';
import { type ReadFileOptions, streamRows } from '@modelmonitor/tables/files';
import { dataFiles, withUserNames } from '../dataFiles.ts';
import { InputError } from '../errors.ts';
import { requireColumns } from '../requireColumns.ts';

/** A label as it is sent; null where the row has none. */
interface FileLabel {
  readonly id: string;
  readonly actual: string | number | boolean | null;
}

/** Labels in the order of the files. */
export interface LabelBatch {
  /** Rows before these. */
  readonly before: number;
  readonly labels: readonly FileLabel[];
  /** Share of the files that has been read; NaN where unknown. */
  readonly share: number;
}

export interface LabelFiles {
  /** CSV, Parquet or NDJSON files, or patterns of such. */
  readonly data: readonly string[];
  readonly id: string;
  readonly actual: string;
  readonly cwd: string;
  readonly reading: ReadFileOptions;
}

/**
 * Reads labels in bounded memory.
 *
 * @param receive awaited before more is read; false ends the reading
 * @throws InputError for files that cannot be read, columns they do not have, or a row without an id
 */
export async function readLabelBatches(files: LabelFiles, receive: (batch: LabelBatch) => Promise<boolean>): Promise<void> {
  const paths = await dataFiles(files.data, files.cwd);
  const lines = paths.filter(isLines);
  if (lines.length > 0 && lines.length < paths.length)
    throw new InputError(`--data: expected files of one format, got ${lines[0]} beside ${paths.find((path) => !isLines(path))}`);
  await (lines.length > 0 ? readLines(lines, files, receive) : readTables(paths, files, receive));
}

function isLines(path: string): boolean {
  return /\.(ndjson|jsonl|jsonlines)(\.gz)?$/i.test(path);
}

async function readTables(paths: readonly string[], files: LabelFiles, receive: (batch: LabelBatch) => Promise<boolean>): Promise<void> {
  const { id, actual, cwd, reading } = files;
  let received = 0;
  await withUserNames(paths, cwd, (absolute) =>
    streamRows(absolute, reading, async (stream) => {
      const known = { file: paths.join(', '), columns: stream.columns.map(({ name }) => name) };
      requireColumns({ option: '--id', names: [id], ...known });
      requireColumns({ option: '--actual', names: [actual], ...known });
      const columns = [id, actual].map((name) => ({ name, type: 'categorical' as const }));
      await stream.read(columns, async ({ before, rows, columns: [ids, actuals] }) => {
        // Files that are read once more from a copy start at the first row.
        if (before < received) return true;
        received = before + rows;
        const labels = Array.from({ length: rows }, (_, row) => ({
          id: idOf(ids?.[row], before + row),
          actual: (actuals?.[row] ?? null) as string | null,
        }));
        return receive({ before, labels, share: stream.rowsExpected === undefined ? Number.NaN : received / stream.rowsExpected });
      });
    }),
  );
}

/** Lines of JSON that are read at a time. */
const LINES = 5000;

async function readLines(
  paths: readonly string[],
  { id, actual, cwd }: LabelFiles,
  receive: (batch: LabelBatch) => Promise<boolean>,
): Promise<void> {
  let before = 0;
  let labels: FileLabel[] = [];
  const flush = async () => {
    const batch = { before, labels, share: Number.NaN };
    before += labels.length;
    labels = [];
    return batch.labels.length === 0 || receive(batch);
  };
  for (const path of paths) {
    const file = createReadStream(resolve(cwd, path));
    const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
    file.on('error', (error) => text.destroy(error));
    try {
      for await (const line of linesOf(text, path)) {
        if (line.trim() === '') continue;
        labels.push(labelOfLine(line, { id, actual, place: `${path}: row ${before + labels.length + 1}` }));
        if (labels.length === LINES && !(await flush())) return;
      }
    } catch (cause) {
      if (cause instanceof InputError || !(cause as NodeJS.ErrnoException).code) throw cause;
      throw new InputError(`${path} could not be read: ${(cause as Error).message}`, { cause });
    }
  }
  await flush();
}

/** Longest line of a file, in characters: a label is short. */
const longestLine = 1_000_000;

/** Lines of text, without their ends. @throws InputError for one that is too long to be a label */
async function* linesOf(bytes: AsyncIterable<Buffer>, path: string): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of bytes) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine) throw new InputError(`${path}: expected lines of at most ${longestLine} characters, got a longer one`);
  }
  yield rest + decoder.decode();
}

function labelOfLine(line: string, { id, actual, place }: { id: string; actual: string; place: string }): FileLabel {
  let value: Record<string, unknown>;
  try {
    value = Object(JSON.parse(line));
  } catch (cause) {
    throw new InputError(`${place}: expected a line of JSON, got ${JSON.stringify(line.slice(0, 60))}`, { cause });
  }
  for (const name of [id, actual])
    if (!Object.hasOwn(value, name))
      throw new InputError(`${place}: expected a member ${JSON.stringify(name)}, got ${Object.keys(value).join(', ') || 'none'}`);
  const label = ownValue(value, actual);
  if (label !== null && !['string', 'number', 'boolean'].includes(typeof label))
    throw new InputError(`${place}: expected a text or number as ${JSON.stringify(actual)}, got ${JSON.stringify(label).slice(0, 60)}`);
  const text = ownValue(value, id);
  return { id: idOf(typeof text === 'number' ? String(text) : text, place), actual: label as FileLabel['actual'] };
}

function idOf(id: unknown, place: number | string): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new InputError(`${typeof place === 'number' ? `row ${place + 1} of the data` : place}: expected the id of a prediction, got none`);
}
