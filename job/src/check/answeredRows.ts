import type { ModelMonitor } from '@modelmonitor/api';
import type { AnsweredRows } from '@modelmonitor/drift';
import type { Column, Table, Window } from '@modelmonitor/tables';
import { columnOfRole } from './recentWindow.ts';
import { isFeature, PREDICTION, probabilityColumn } from './reference.ts';

type ModelSpec = ModelMonitor['spec']['model'];

/** The rows of a reference with their predictions and ground-truth labels, as far as it has them. */
export function rowsOfReference(table: Table, model: ModelSpec): AnsweredRows {
  const { features, target } = model;
  const columnNamed = (name: string) => table.columns.find((column) => column.name === name) ?? null;
  const outputNamed = (name: string) => (isFeature(model, name) ? null : columnNamed(name));
  const probabilities = (target.classes ?? []).flatMap((className) => numbersOf(className, outputNamed(probabilityColumn(className))));
  return {
    features: features.flatMap(({ name }) => columnNamed(name) ?? []),
    target: columnNamed(target.name),
    prediction: outputNamed(PREDICTION),
    ...byClass(probabilities, target.classes),
  };
}

/** The rows of a window. */
export function rowsOfWindow(window: Window, { target }: ModelSpec): AnsweredRows {
  const probabilities = window.columns.filter(({ role }) => role === 'probability').flatMap((column) => numbersOf(column.name, column));
  const times = columnOfRole(window, 'time');
  return {
    features: window.columns.filter(({ role }) => role === 'feature'),
    target: columnOfRole(window, 'actual') ?? null,
    prediction: columnOfRole(window, 'prediction') ?? null,
    ...byClass(probabilities, target.classes),
    ...(times?.type === 'numeric' ? { times: times.values } : {}),
  };
}

function numbersOf(className: string, column: Column | null): [string, Float64Array][] {
  return column?.type === 'numeric' ? [[className, column.values]] : [];
}

/** Probabilities count when every class has them. */
function byClass(columns: readonly [string, Float64Array][], classes: readonly string[] | undefined): Pick<AnsweredRows, 'probabilities'> {
  if (classes === undefined || columns.length < classes.length) return {};
  return { probabilities: { kind: 'byClass', columns: new Map(columns) } };
}
