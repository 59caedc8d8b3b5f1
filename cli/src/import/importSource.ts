import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, UsageError } from '../errors.ts';
import type { OpenedModel } from '../model/openModel.ts';
import type { ReferenceLines } from '../train/referenceCsv.ts';

/** Where the rows for a model come from. */
export interface ImportSource {
  readonly file: string;
  readonly cwd: string;
  /** Name of the rows, for the user. */
  readonly shown: string;
  /** What the training logged beside its model; undefined for rows that the user names. */
  readonly logged: LoggedFiles | undefined;
  /** Removes what was downloaded. */
  dispose(): Promise<void>;
}

interface LoggedFiles {
  /** The reference as it was written, with its out-of-sample predictions; undefined where its lines are not its rows. */
  readonly reference: ReferenceLines | undefined;
  readonly target: string | undefined;
  /** Rows with the predictions of the training. */
  readonly verify: Buffer | undefined;
}

/** Largest file that is read from the folder of a model, in bytes. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The rows that a user names, or else those that `modelmonitor train --mlflow` logged beside the model.
 *
 * @throws UsageError where there are none
 */
export async function importSource(
  { source, mlflow, description }: OpenedModel,
  data: string | undefined,
  cwd: string,
): Promise<ImportSource> {
  if (data !== undefined) return { file: data, cwd, shown: data, logged: undefined, dispose: () => Promise.resolve() };
  const { reference, verify } = mlflow?.mlmodel ?? {};
  if (mlflow === undefined || reference === undefined)
    throw new UsageError(`--data is required: only models of modelmonitor train --mlflow have their rows beside them, ${source} has none`);
  const read = (path: string) =>
    mlflow.readFile(path, mostBytes).catch((cause: Error) => {
      throw new InputError(`${source}: ${cause.message}`, { cause });
    });
  const bytes = await read(reference);
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-import-'));
  const file = 'reference.csv';
  await writeFile(join(directory, file), bytes);
  const [header = '', ...rows] = bytes.toString('utf8').split(/(?<=\n)/);
  // A quoted cell may go on in the next line.
  const isPlain = rows.every((row) => row.split('"').length % 2 === 1);
  const features = description.features?.map(({ name }) => name);
  const others = header
    .trim()
    .split(',')
    .filter((name) => features?.includes(name) === false && name !== 'prediction' && !name.startsWith('probability_'));
  return {
    file,
    cwd: directory,
    shown: `${file} of ${source}`,
    logged: {
      reference: isPlain ? { header, rows } : undefined,
      target: others.length === 1 ? others[0] : undefined,
      verify: verify === undefined ? undefined : await read(verify),
    },
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
}
