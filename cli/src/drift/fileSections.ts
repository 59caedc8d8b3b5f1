import { mostSegments, type Report } from '@modelmonitor/api/plain';
import type { AnsweredRows, CheckSettings, SegmentOptions } from '@modelmonitor/drift';
import type { RowFindings } from '@modelmonitor/job/compare';
import type { ModelContract } from '@modelmonitor/models';
import { type Profile, profileDataSet, type ReadType, readTypes, tableDataSet } from '@modelmonitor/tables';
import type { ReadFileOptions, ReadTableResult } from '@modelmonitor/tables/files';
import { InputError } from '../errors.ts';
import type { OpenedModel } from '../model/openModel.ts';
import type { AnswerColumns } from './answerColumns.ts';
import { answerType, laterLabels, modelLabels, profileLabels } from './labelKnowledge.ts';
import { type ModelFile, readModelFile } from './modelFile.ts';

/** Rows of a side that answers are judged by; of more, a seeded sample. */
const MOST_ROWS = 200_000;

export interface SectionChoices {
  readonly answers: AnswerColumns;
  /** Whether data quality is checked. */
  readonly quality: boolean;
  /** Values of categorical columns that are compared on their own. */
  readonly segments: readonly SegmentChoice[];
  /** Path of a model whose features are ranked. */
  readonly model: string | undefined;
}

/** A column whose values are segments: those listed, or all of the reference. */
interface SegmentChoice {
  readonly feature: string;
  readonly values?: readonly string[];
}

export interface SectionFiles {
  /** One path, or several where a side is several files. */
  readonly reference: readonly string[];
  readonly current: readonly string[];
  /** The reference, where it is one. */
  readonly profile?: Profile;
  readonly features: readonly string[];
  readonly reading: ReadFileOptions;
  /** The types that columns are compared in, by name. */
  readonly types: Readonly<Record<string, ReadType>>;
}

/** The sections of a report that need rows side by side. */
export interface FileSections {
  readonly findings: RowFindings;
  /** Ranks the features of the model by their outcomes; null without a model, or where the reference has no rows. */
  contributions(reports: Report['features']): Promise<Report['contributions']>;
}

/** What the sections are created with. */
export interface SectionContext {
  readonly settings: CheckSettings;
  readonly cwd: string;
  /** Reads a model as a user named it. */
  readonly openModel: (source: string) => Promise<OpenedModel>;
}

/**
 * The sections of a report that a user requested by naming columns, a page or a model.
 *
 * @throws InputError when a side is several files or the model cannot be read; DriftDataError for data that cannot be read
 */
export async function fileSections(files: SectionFiles, choices: SectionChoices, context: SectionContext): Promise<FileSections> {
  refuseFiles(files, choices);
  const { answers, quality } = choices;
  const { features, profile } = files;
  const [{ commonLabels, contributionsReport, lateLabelNote, rowFindings, rowSections, tableWithLabels }, { readTable }] =
    await Promise.all([import('@modelmonitor/drift'), import('@modelmonitor/tables/files')]);
  const { settings } = context;
  const model = choices.model === undefined ? undefined : await rankingModel(choices.model, files, { ...context, answers });
  const columns = columnsToRead(files, choices, model);
  const read = ([path = '']: readonly string[], types: SectionFiles['types']) =>
    readTable(path, { ...files.reading, columns, types, unreadable: 'text', ...(quality ? {} : { maxRows: MOST_ROWS }) });
  const types = typesOf(files, answers, model?.contract);
  const given = answerType(files.types, answers);
  const reference = profile === undefined ? await read(files.reference, types) : undefined;
  const known = Object.entries(profile === undefined ? (reference?.types ?? {}) : readTypes(profile));
  const current = await read(files.current, { ...Object.fromEntries(known.filter(([name]) => !answers.names.includes(name))), ...types });
  const dataSet = profile === undefined ? undefined : profileDataSet(profile);
  const sides = {
    reference: reference === undefined ? null : rowsWithAnswers(reference, features, answers),
    current: rowsWithAnswers(current, features, answers),
  };
  const ofProfile = dataSet === undefined ? {} : profileLabels(dataSet, answers);
  const common = commonLabels(sides, { ...modelLabels(model?.contract), ...ofProfile, ...given });
  const { task, reference: before, current: after } = common;
  const segments = await segmentFindings(choices, { reference, current }, { features, settings });
  const findings = rowFindings({
    reference: dataSet ?? tableDataSet(tableWithLabels(reference as ReadTableResult, before)),
    current: tableDataSet(current),
    features,
    settings,
    prediction: answer(answers.prediction, after.prediction),
    target: answer(answers.target, after.target ?? laterLabels(answers, task, current.rows)),
    quality,
    sections: {
      ...(answers.names.length === 0 ? {} : rowSections({ task, reference: before, current: after })),
      ...segments.sections,
    },
  });
  const labels = { reference: before?.target ?? undefined, current: after.target ?? undefined };
  const notes = [
    ...segments.notes,
    ...[current, ...(reference === undefined ? [] : [reference])].flatMap(({ rows, rowsInFile }) =>
      rows < rowsInFile ? [`answers and labels are judged by a sample: ${rows} of ${rowsInFile} rows`] : [],
    ),
    ...[
      lateLabelNote(sides.reference?.target ?? null, before?.target ?? null, 'reference'),
      lateLabelNote(sides.current.target, after.target, 'current data'),
      after.prediction === null && answers.prediction !== undefined
        ? `${JSON.stringify(answers.prediction)}: the current data has no such column, so that predictions were not compared`
        : undefined,
    ].filter((note) => note !== undefined),
  ];
  return {
    findings: { ...findings, notes },
    contributions: async (reports) =>
      model === undefined || reference === undefined ? null : contributionsReport({ ...model, reference, current, reports, labels }),
  };
}

function columnsToRead({ features }: SectionFiles, { answers, segments }: SectionChoices, model: ModelFile | undefined): string[] {
  const ofModel = (model?.contract.features ?? []).map(({ name }) => name);
  return [...new Set([...features, ...segments.map(({ feature }) => feature), ...answers.names, ...ofModel])];
}

/** @throws InputError when a side is several files, or lacks the rows that segments need */
function refuseFiles({ reference, current, profile }: SectionFiles, { segments }: SectionChoices): void {
  for (const paths of [reference, current]) {
    if (paths.length > 1)
      throw new InputError(`--target, --prediction, --segment, --quality and --model need one file per side, got ${paths.length}`);
  }
  if (profile !== undefined && segments.length > 0)
    throw new InputError(`--segment needs rows of the reference, and ${reference.join(', ')} is a profile, which has none`);
}

/** The outcome of each segment, and what of the request was not followed. */
async function segmentFindings(
  { segments }: SectionChoices,
  { reference, current }: { readonly reference: ReadTableResult | undefined; readonly current: ReadTableResult },
  options: SegmentOptions,
): Promise<{ readonly sections: Pick<Report, 'segments'>; readonly notes: readonly string[] }> {
  if (segments.length === 0 || reference === undefined) return { sections: {}, notes: [] };
  const { segmentReports, segmentSides } = await import('@modelmonitor/drift');
  const { sides, notes } = segmentSides(segments, { reference, current, most: mostSegments });
  return { sections: { segments: segmentReports(sides, options) }, notes };
}

/** The features of the model are found in the reference, or in the current data where the reference has no rows. */
async function rankingModel(
  source: string,
  { profile, reference, current, reading }: SectionFiles,
  { answers, cwd, openModel }: SectionContext & Pick<SectionChoices, 'answers'>,
): Promise<ModelFile> {
  const [path = ''] = profile === undefined ? reference : current;
  const classes = [...answers.probabilities.keys()];
  return readModelFile(await openModel(source), { cwd, path, reading, answers: answers.names, classes });
}

function answer(
  name: string | undefined,
  current: AnsweredRows['target'],
): { name: string; current: NonNullable<AnsweredRows['target']> } | null {
  return name === undefined || current === null ? null : { name, current };
}

/** Probabilities are numbers; features are read as the model takes them. */
function typesOf({ types }: SectionFiles, { probabilities }: AnswerColumns, model: ModelContract | undefined): Record<string, ReadType> {
  return {
    ...types,
    ...Object.fromEntries([...probabilities.values()].map((column) => [column, 'numeric' as const])),
    ...Object.fromEntries((model?.features ?? []).map(({ name, type }) => [name, type])),
  };
}

function rowsWithAnswers(table: ReadTableResult, features: readonly string[], answers: AnswerColumns): AnsweredRows {
  const columnNamed = (name: string | undefined) => table.columns.find((column) => column.name === name) ?? null;
  const probabilities = [...answers.probabilities].flatMap(([className, column]): [string, Float64Array][] => {
    const values = columnNamed(column);
    return values?.type === 'numeric' ? [[className, values.values]] : [];
  });
  return {
    features: table.columns.filter(({ name }) => features.includes(name)),
    target: columnNamed(answers.target),
    prediction: columnNamed(answers.prediction),
    ...(probabilities.length === 0 ? {} : { probabilities: { kind: 'byClass', columns: new Map(probabilities) } }),
  };
}
