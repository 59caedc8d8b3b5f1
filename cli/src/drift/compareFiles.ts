import { numericOnlyMethods, type Report, runName } from '@modelmonitor/api';
import { checkDrift, type ReadTableResult, type ReadType } from '@modelmonitor/drift';
import { InputError } from '../errors.ts';
import { readDataFile } from '../readDataFile.ts';
import { requireColumns } from '../requireColumns.ts';
import { type DriftChoices, driftSettings } from './driftSettings.ts';

export interface Comparison {
  readonly reference: string;
  readonly current: string;
  /** Columns to compare; all of the reference when absent. */
  readonly columns: readonly string[] | undefined;
  readonly typeOf: ReadonlyMap<string, ReadType>;
  readonly choices: DriftChoices;
}

/**
 * Compares two data files with the code of the drift job.
 *
 * @throws InputError for files that cannot be read and names that are not there
 */
export async function compareFiles(comparison: Comparison, { cwd, now }: { cwd: string; now: Date }): Promise<Report> {
  const { columns, typeOf, choices } = comparison;
  const reference = await readDataFile(comparison.reference, { cwd, types: Object.fromEntries(typeOf) });
  requireKnownNames(comparison, reference);
  // The reference says how a column is read, so that both sides speak of the same thing.
  const features = columns ?? reference.columns.map(({ name }) => name);
  const current = await readDataFile(comparison.current, { cwd, types: reference.types, ...(columns === undefined ? {} : { columns }) });
  return checkDrift({
    reference,
    current,
    ...(columns === undefined ? {} : { features }),
    settings: driftSettings(choices),
    context: {
      run: runName(now),
      timestamp: now.toISOString(),
      monitor: null,
      model: null,
      referenceHash: reference.hash,
      from: null,
      to: null,
      warnings: [],
    },
  });
}

function requireKnownNames({ reference: file, columns, typeOf, choices }: Comparison, reference: ReadTableResult): void {
  const known = reference.columns.map(({ name }) => name);
  const given = { '--columns': columns ?? [], '--types': typeOf, '--method': choices.methodOf, '--threshold': choices.thresholdOf };
  for (const [option, names] of Object.entries(given)) {
    requireColumns({
      option,
      names: Array.isArray(names) ? names : [...(names as ReadonlyMap<string, unknown>).keys()],
      file,
      columns: known,
    });
  }
  for (const [name, method] of choices.methodOf) {
    const isNumeric = reference.columns.find((column) => column.name === name)?.type === 'numeric';
    if (!isNumeric && numericOnlyMethods.some((only) => only === method)) {
      throw new InputError(
        `--method ${name}=${method} is for numbers, and ${file} has categories in this column; --types ${name}=numeric reads it as numbers`,
      );
    }
  }
}
