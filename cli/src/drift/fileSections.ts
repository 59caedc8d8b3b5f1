import type { Report } from '@modelmonitor/api/plain';
import type { AnsweredRows, CheckSettings, Profile, ReadTableResult, ReadType, Table } from '@modelmonitor/drift';
import { InputError } from '../errors.ts';
import type { AnswerColumns } from './answerColumns.ts';

/** Rows of a side that answers are judged by; of more, a seeded sample. */
const MOST_ROWS = 200_000;

export interface SectionChoices {
  readonly answers: AnswerColumns;
  /** Whether data quality is checked. */
  readonly quality: boolean;
}

export interface SectionFiles {
  /** One path, or several where a side is several files. */
  readonly reference: readonly string[];
  readonly current: readonly string[];
  /** The reference, where it is one. */
  readonly profile?: Profile;
  readonly features: readonly string[];
  /** How columns are read, by name. */
  readonly types: Readonly<Record<string, ReadType>>;
}

/** What needs rows side by side, beside the drift of single columns; the warnings are to be added to the report's. */
export type FileSections = Pick<Report, 'prediction' | 'target' | 'quality' | 'performance' | 'concept_drift' | 'warnings'>;

/**
 * The sections of a report that a user asked for by naming columns or a page.
 *
 * @throws InputError when a side is several files; DriftDataError for what cannot be read
 */
export async function fileSections(
  files: SectionFiles,
  { answers, quality }: SectionChoices,
  settings: CheckSettings,
): Promise<FileSections> {
  for (const paths of [files.reference, files.current]) {
    if (paths.length > 1) throw new InputError(`--target, --prediction and --quality need one file a side, got ${paths.length}`);
  }
  const { checkDrift, profileReference, readTable, rowSections } = await import('@modelmonitor/drift');
  const read = ([path = '']: readonly string[]): Promise<ReadTableResult> => {
    const columns = [...files.features, ...answers.names];
    return readTable(path, { columns, types: typesOf(files, answers), ...(quality ? {} : { maxRows: MOST_ROWS }) });
  };
  const reference = files.profile === undefined ? await read(files.reference) : undefined;
  const current = await read(files.current);
  const [before, after] = [reference === undefined ? null : answeredRows(reference, files, answers), answeredRows(current, files, answers)];
  const checked = checkDrift({
    reference: files.profile === undefined ? (reference as Table) : profileReference(files.profile),
    current,
    features: quality ? files.features : [],
    settings,
    prediction: answer(answers.prediction, after.prediction),
    target: answer(answers.target, after.target),
    quality,
    context: NOWHERE,
  });
  return {
    ...(answers.names.length === 0
      ? { performance: null, concept_drift: null }
      : rowSections({ task: taskOf(after), reference: before, current: after })),
    prediction: checked.prediction,
    target: checked.target,
    quality: checked.quality,
    warnings: [current, ...(reference === undefined ? [] : [reference])].flatMap(({ rows, rowsInFile }) =>
      rows < rowsInFile ? [`answers and labels are judged by a sample: ${rows} of ${rowsInFile} rows`] : [],
    ),
  };
}

/** Only the columns and sections of that report are taken. */
const NOWHERE = { run: '', timestamp: '', monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };

function answer(
  name: string | undefined,
  current: AnsweredRows['target'],
): { name: string; current: NonNullable<AnsweredRows['target']> } | null {
  return name === undefined || current === null ? null : { name, current };
}

/** Probabilities are numbers; a prediction is read as the target is, which the reference tells. */
function typesOf({ types }: SectionFiles, { prediction, probabilities, target }: AnswerColumns): Record<string, ReadType> {
  const asTarget = target === undefined ? undefined : types[target];
  return {
    ...types,
    ...(prediction === undefined || asTarget === undefined ? {} : { [prediction]: asTarget }),
    ...Object.fromEntries([...probabilities.values()].map((column) => [column, 'numeric' as const])),
  };
}

function answeredRows(table: ReadTableResult, { features }: SectionFiles, answers: AnswerColumns): AnsweredRows {
  const named = (name: string | undefined) => table.columns.find((column) => column.name === name) ?? null;
  const probabilities = [...answers.probabilities].flatMap(([className, column]): [string, Float64Array][] => {
    const values = named(column);
    return values?.type === 'numeric' ? [[className, values.values]] : [];
  });
  return {
    features: table.columns.filter(({ name }) => features.includes(name)),
    target: named(answers.target),
    prediction: named(answers.prediction),
    ...(probabilities.length === 0 ? {} : { probabilities: { kind: 'byClass', columns: new Map(probabilities) } }),
  };
}

function taskOf({ target, prediction }: AnsweredRows): 'classification' | 'regression' {
  return (target ?? prediction)?.type === 'numeric' ? 'regression' : 'classification';
}
