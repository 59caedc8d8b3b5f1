import { resolve } from 'node:path';
import { readArchiveHeader } from '@modelmonitor/job/archive';
import { columnsOfFile } from '@modelmonitor/tables/files';
import { dataFiles } from '../dataFiles.ts';
import type { AnswerColumns } from './answerColumns.ts';

type NamedAnswers = Pick<AnswerColumns, 'target' | 'prediction' | 'probabilities'>;

interface ComparedFiles {
  readonly reference: readonly string[];
  readonly current: readonly string[];
  readonly cwd: string;
}

/**
 * The columns of labels and predictions where the options name none and the current rows are an archive of a log, which names its own: those
 * that the reference has too.
 */
export async function archiveAnswers(named: NamedAnswers, { reference, current, cwd }: ComparedFiles): Promise<NamedAnswers> {
  if (named.target !== undefined || named.prediction !== undefined || !current.every((path) => path.endsWith('.parquet'))) return named;
  try {
    const [[first = ''], [second = '']] = [await dataFiles(current, cwd), await dataFiles(reference, cwd)];
    const { columns } = await readArchiveHeader(resolve(cwd, first));
    const known = new Set(await columnsOfFile(resolve(cwd, second)));
    const names = columns.filter(({ name }) => known.has(name));
    const nameOf = (role: string) => names.find((column) => column.role === role)?.name;
    const prediction = nameOf('prediction');
    const probabilities = names
      .filter(({ role }) => role === 'probability')
      .map(({ name }) => [name.replace('probability_', ''), name] as const);
    return { target: nameOf('label'), prediction, probabilities: new Map(prediction === undefined ? [] : probabilities) };
  } catch {
    // A file of another program, a profile as the reference, or a file that the comparison reports.
    return named;
  }
}
