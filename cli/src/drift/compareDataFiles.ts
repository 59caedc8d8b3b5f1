import { resolve } from 'node:path';
import { numericOnlyMethods, ownValue, type Report, runName } from '@modelmonitor/api/plain';
import { compareFiles, type FileLimits, type OpenFiles, openFiles } from '@modelmonitor/job/compare';
import type { ReadType } from '@modelmonitor/tables';
import type { ReadFileOptions } from '@modelmonitor/tables/files';
import type { NameList } from '../commands/nameList.ts';
import { dataFiles } from '../dataFiles.ts';
import { InputError } from '../errors.ts';
import { requireColumns } from '../requireColumns.ts';
import { version } from '../version.ts';
import { type DriftChoices, driftSettings } from './driftSettings.ts';
import type { FileSections, SectionChoices, SectionContext } from './fileSections.ts';

export interface Comparison {
  /** Files, or patterns of such: `*` and `?` stand for several. */
  readonly reference: readonly string[];
  readonly current: readonly string[];
  /** Columns to compare; all of the reference when absent. */
  readonly columns: NameList | undefined;
  readonly typeOf: ReadonlyMap<string, ReadType>;
  readonly choices: DriftChoices;
  readonly limits: FileLimits;
  readonly reading: ReadFileOptions;
  readonly sections: SectionChoices;
}

export interface Surroundings extends Pick<SectionContext, 'cwd' | 'openModel'> {
  readonly now: Date;
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Compares two data files with the code of the drift job.
 *
 * @throws InputError for files that cannot be read and for names that do not exist
 */
export async function compareDataFiles(comparison: Comparison, surroundings: Surroundings): Promise<Report> {
  const { cwd } = surroundings;
  const [reference, current] = [await dataFiles(comparison.reference, cwd), await dataFiles(comparison.current, cwd)];
  const names = new Map([...reference, ...current].map((path) => [resolve(cwd, path), path]));
  const paths = { reference: absolute(reference, cwd), current: absolute(current, cwd) };
  return nameFilesAsGiven(names, async () => {
    const files = await openFiles(paths, comparison.reading);
    try {
      const report = await compareOpenFiles(files, paths, { comparison: { ...comparison, reference, current }, surroundings });
      return { ...report, warnings: report.warnings.map((warning) => withNamesOfUser(names, warning)) };
    } finally {
      await files.close();
    }
  });
}

async function compareOpenFiles(
  files: OpenFiles,
  paths: { readonly reference: readonly string[]; readonly current: readonly string[] },
  { comparison, surroundings }: { readonly comparison: Comparison; readonly surroundings: Surroundings },
): Promise<Report> {
  const { reference, columns, typeOf, choices, limits, reading } = comparison;
  const { cwd, openModel, now, onProgress, signal } = surroundings;
  requireKnownNames(comparison, files);
  const answers = comparison.sections.answers.names;
  const file = reference.join(', ');
  const chosen = columns === undefined ? undefined : requireColumns({ option: '--columns', names: columns, file, columns: files.known });
  const features = chosen ?? (answers.length === 0 ? undefined : files.names.filter((name) => !answers.includes(name)));
  const settings = driftSettings(choices);
  let sections: FileSections | undefined;
  const report = await compareFiles(files, {
    columns: features,
    types: Object.fromEntries(typeOf),
    settings,
    context: {
      run: runName(now),
      timestamp: now.toISOString(),
      monitor: null,
      model: null,
      version: version(),
      from: null,
      to: null,
      warnings: [],
    },
    limits,
    rowFindings: async (types) => {
      requireFittingMethods(comparison, types);
      const { quality, model, segments } = comparison.sections;
      if (answers.length === 0 && !quality && model === undefined && segments.length === 0) return {};
      const { fileSections } = await import('./fileSections.ts');
      const profile = files.reference.kind === 'profile' ? { profile: files.reference.profile } : {};
      const read = {
        ...paths,
        ...profile,
        features: features ?? files.names,
        types: { ...Object.fromEntries(typeOf), ...types },
        reading,
      };
      sections = await fileSections(read, comparison.sections, { settings, cwd, openModel });
      return sections.findings;
    },
    onProgress,
    signal,
  });
  return sections === undefined ? report : { ...report, contributions: await sections.contributions(report.features) };
}

function absolute(paths: readonly string[], cwd: string): string[] {
  return paths.map((path) => resolve(cwd, path));
}

/** Messages of the drift room name files by their whole path; a user gave a shorter one. */
async function nameFilesAsGiven<Result>(names: ReadonlyMap<string, string>, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'DriftDataError') throw cause;
    throw new InputError(withNamesOfUser(names, cause.message), { cause });
  }
}

function withNamesOfUser(names: ReadonlyMap<string, string>, message: string): string {
  return [...names].reduce((text, [path, name]) => text.replaceAll(path, () => name), message);
}

function requireKnownNames({ reference, current, typeOf, choices, sections }: Comparison, files: OpenFiles): void {
  const { known } = files;
  const file = reference.join(', ');
  const given = { '--types': typeOf, '--method': choices.methodOf, '--threshold': choices.thresholdOf };
  for (const [option, byName] of Object.entries(given)) requireColumns({ option, names: [...byName.keys()], file, columns: known });
  requireColumns({ option: '--segment', names: sections.segments.map(({ feature }) => feature), file, columns: known });
  // What a model answered may be known on one side only.
  const either = [...new Set([...known, ...files.current.columns.map(({ name }) => name)])];
  const both = [...reference, ...current].join(' or ');
  for (const [option, names] of Object.entries(sections.answers.byOption)) requireColumns({ option, names, file: both, columns: either });
}

function requireFittingMethods({ reference, choices }: Comparison, types: Readonly<Record<string, ReadType>>): void {
  for (const [name, method] of choices.methodOf) {
    if ((ownValue(types, name) ?? 'numeric') !== 'numeric' && numericOnlyMethods.some((only) => only === method)) {
      throw new InputError(
        `--method ${name}=${method} is for numbers, and ${reference.join(', ')} has categories in this column; --types ${name}=numeric reads it as numbers`,
      );
    }
  }
}
