import type { KnownLabels } from '@modelmonitor/drift';
import type { ModelContract } from '@modelmonitor/models';
import type { Column, DataSet, ReadType } from '@modelmonitor/tables';
import type { AnswerColumns } from './answerColumns.ts';

// What is known of task and classes before the values are read: from the user, the model, or a profile.

/** What the user states of the target or the prediction says what both are. */
export function answerType(types: Readonly<Record<string, ReadType>>, { target, prediction }: AnswerColumns): KnownLabels {
  const [given] = [target, prediction].flatMap((name) => (name !== undefined && Object.hasOwn(types, name) ? [types[name]] : []));
  return given === undefined ? {} : { task: given === 'numeric' ? 'regression' : 'classification' };
}

export function modelLabels(contract: ModelContract | undefined): KnownLabels {
  return contract === undefined ? {} : { task: contract.task, classes: contract.classes };
}

/** A profile keeps no rows, but the type and the classes of its columns. */
export function profileLabels(profile: DataSet, { target, prediction }: AnswerColumns): KnownLabels {
  const columns = [target, prediction].flatMap((name) => (name === undefined ? [] : (profile.column(name, 'categorical') ?? [])));
  const [first] = columns;
  if (first === undefined) return {};
  if (first.type === 'numeric') return { task: 'regression' };
  return { task: 'classification', classes: columns.flatMap((column) => (column.type === 'numeric' ? [] : [...column.counts.keys()])) };
}

/** The target of current data without such a column: labels that have not come yet. */
export function laterLabels({ target }: AnswerColumns, task: 'classification' | 'regression', rows: number): Column | null {
  if (target === undefined) return null;
  return task === 'regression'
    ? { name: target, type: 'numeric', values: new Float64Array(rows).fill(Number.NaN) }
    : { name: target, type: 'categorical', values: new Array<null>(rows).fill(null) };
}
