import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Report, type Retention, sourceArguments } from '@modelmonitor/api/plain';
import type { SourcePlace } from '@modelmonitor/sources';
import type { RetentionOutcome, RowRange } from '@modelmonitor/store';
import type { ReferenceBins } from '@modelmonitor/tables';
import type { Exported } from '../archive/archiveJob.ts';
import type { BackgroundAnswer } from '../check/backgroundJob.ts';
import { DriftRunError } from '../errors.ts';
import { type BoundedText, boundedText, textTail } from './boundedText.ts';

/** The bins of the reference, how many of its rows were used, and the SHA-256 of its bytes. */
interface BinsAnswer {
  readonly bins: ReferenceBins;
  readonly rows: number;
  readonly hash: string;
}

/** Runs drift jobs as processes of their own, so that a check neither delays a request nor keeps its memory. */
export interface DriftChild {
  /**
   * @param rows a window as `encodeWindow` writes it, or the store that the job reads itself, by the value of its argument `--store`
   * @throws DriftRunError when the job fails, takes too long or answers with something else than a report
   */
  check(rows: Uint8Array | { readonly store: string }): Promise<Report>;
  /** @throws DriftRunError as `check` */
  bins(): Promise<BinsAnswer>;
  /** Rows of the reference, for explanations. @throws DriftRunError as `check` */
  background(): Promise<BackgroundAnswer>;
  /** Archives and drops days of the log. @throws DriftRunError as `check` */
  retain(request: RetainRequest): Promise<RetentionOutcome>;
  /** Writes rows of the log into a Parquet file. @throws DriftRunError as `check` */
  exportRows(request: ExportRequest): Promise<Exported>;
  /** Ends the jobs that run; they fail. */
  end(): void;
}

/** Where the log is, and where work on it keeps temporary files. */
interface LogRequest {
  /** `file:PATH` or `postgres`. */
  readonly store: string;
  /** Beside what is written when undefined. */
  readonly workDirectory?: string | undefined;
}

interface RetainRequest extends LogRequest {
  readonly retention: Retention;
  /** Random name of this process. */
  readonly holder: string;
  /** Whether the store cannot write for lack of space. */
  readonly isFull: boolean;
}

interface ExportRequest extends LogRequest {
  readonly range: RowRange;
  /** Class or value of the label of the rows; all rows when absent. */
  readonly label?: string | number | undefined;
  readonly path: string;
}

export interface DriftChildOptions extends SourcePlace {
  /** The Node executable. */
  readonly execPath: string;
  /** The drift job's entry, `driftMainPath`. */
  readonly mainPath: string;
  /** Where the job saves reports; it saves none when absent. */
  readonly reportsDirectory?: string;
  readonly timeoutMilliseconds: number;
  /** Heap limit of the job, in MiB; Node's own when absent. */
  readonly maximumHeapMegabytes?: number;
}

const LARGEST_ANSWER_CHARACTERS = 64 * 1024 * 1024;

/** What every job is started with. */
interface ChildOptions extends DriftChildOptions {
  /** Ends the job when it aborts. */
  readonly ending: AbortSignal;
}

export function createDriftChild(given: DriftChildOptions): DriftChild {
  const ending = new AbortController();
  const options: ChildOptions = { ...given, ending: ending.signal };
  const { configDirectory, reportsDirectory } = options;
  const config = ['--config', configDirectory, ...sourceArguments(options)];
  const reports = reportsDirectory === undefined ? [] : ['--reports', reportsDirectory];
  return {
    async check(rows) {
      const [stored, input] = rows instanceof Uint8Array ? [[], rows] : [['--store', rows.store], new Uint8Array()];
      return (await answerOf<{ report: Report }>(options, ['check', ...config, ...reports, ...stored], input)).report;
    },
    bins: async () => answerOf<BinsAnswer>(options, ['bins', ...config], new Uint8Array()),
    background: async () => answerOf<BackgroundAnswer>(options, ['background', ...config], new Uint8Array()),
    retain: async (request) =>
      answerOf<RetentionOutcome>(forLog(options), ['retain', ...config, ...retainArguments(request)], new Uint8Array()),
    exportRows: async (request) =>
      answerOf<Exported>(forLog(options), ['export', ...config, ...exportArguments(request)], new Uint8Array()),
    end: () => ending.abort(),
  };
}

/** Time for all days of a pass, and memory beside that of the database, which has a limit of its own. */
const logLimits = { timeoutMilliseconds: 3_600_000, maximumHeapMegabytes: 384 };

function forLog(options: ChildOptions): ChildOptions {
  return { ...options, ...logLimits };
}

function logArguments({ store, workDirectory }: LogRequest): string[] {
  return ['--store', store, ...(workDirectory === undefined ? [] : ['--work', workDirectory])];
}

function retainArguments({ retention, holder, isFull, ...log }: RetainRequest): string[] {
  const { archive, milliseconds, maxBytes } = retention;
  if (archive === undefined || archive === 'unavailable') throw new RangeError('expected a place for archives, got none');
  return [
    ...logArguments(log),
    ...['--archive', archive.kind === 's3' ? 's3' : archive.path, '--holder', holder, '--retention', String(milliseconds)],
    ...(maxBytes === undefined ? [] : ['--max-bytes', String(maxBytes)]),
    ...(isFull ? ['--full'] : []),
  ];
}

function exportArguments({ range, label, path, ...log }: ExportRequest): string[] {
  const flags = Object.entries({ ...range, label }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  return [...logArguments(log), '--to-file', path, ...flags];
}

async function answerOf<Answer>(options: ChildOptions, args: readonly string[], input: Uint8Array): Promise<Answer> {
  const { stdout, stderr } = await runChild(options, args, input);
  try {
    return JSON.parse(stdout) as Answer;
  } catch (cause) {
    throw new DriftRunError('the drift job has to answer with one line of JSON, got something else', {
      cause,
      stderrTail: textTail(stderr),
    });
  }
}

/** Less room for objects that live for a moment: a check of a million rows takes a third less memory, and no more time. */
const smallHeap = ['--max-semi-space-size=2'];

/** What a job wrote. */
interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

async function runChild(options: ChildOptions, args: readonly string[], input: Uint8Array): Promise<Written> {
  const { execPath, mainPath, maximumHeapMegabytes } = options;
  const heap = maximumHeapMegabytes === undefined ? [] : [`--max-old-space-size=${maximumHeapMegabytes}`];
  try {
    const child = spawn(execPath, [...heap, ...smallHeap, mainPath, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // Not `timeout`: its timer would outlive a program that cannot be started.
      signal: AbortSignal.any([AbortSignal.timeout(options.timeoutMilliseconds), options.ending]),
      killSignal: 'SIGKILL',
    });
    return await outputOf(child, input, options);
  } catch (cause) {
    if (cause instanceof DriftRunError) throw cause;
    throw notStarted(cause as Error);
  }
}

function outputOf(child: ChildProcessWithoutNullStreams, input: Uint8Array, options: ChildOptions): Promise<Written> {
  const { timeoutMilliseconds, ending } = options;
  return new Promise((resolve, reject) => {
    let stderr: BoundedText | undefined;
    const fail = (message: string, cause?: unknown) =>
      reject(new DriftRunError(message, { cause, stderrTail: textTail(stderr?.text() ?? ''), ended: ending.aborted }));
    child.on('error', (cause) => {
      if (ending.aborted) fail('the drift job was ended: this process closes', cause);
      else if (cause.name === 'AbortError') fail(`the drift job exceeded its limit of ${timeoutMilliseconds} ms`, cause);
      else reject(notStarted(cause));
    });
    // Without free file descriptors there are no streams, only the error that follows.
    if ((child.stdout as Readable | undefined) === undefined) return;
    const stdout = boundedText(child.stdout, LARGEST_ANSWER_CHARACTERS);
    stderr = boundedText(child.stderr, LARGEST_ANSWER_CHARACTERS);
    const said = stderr;
    // A job that rejects its arguments exits before it has read its input; its exit code is more useful than the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('close', (code, signal) => {
      if (stdout.exceeded()) fail('the drift job wrote more than 64 MiB');
      else if (code === 0) resolve({ stdout: stdout.text(), stderr: said.text() });
      else fail(exitReason(code ?? signal, textTail(said.text()).trim()));
    });
  });
}

/** The system lacks file descriptors, processes or memory, or the program does not exist. */
function notStarted(cause: Error): DriftRunError {
  return new DriftRunError(`the drift job could not be started: ${cause.message}`, { cause, stderrTail: '' });
}

function exitReason(end: number | NodeJS.Signals | null, said: string): string {
  return `the drift job ended with ${typeof end === 'number' ? `code ${end}` : end}${said === '' ? '' : `: ${said}`}`;
}
