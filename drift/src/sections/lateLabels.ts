import type { Column } from '@modelmonitor/tables';
import { isMissingMarker } from '@modelmonitor/tables/values';

/** Labels and predictions of one side. */
interface AnswerColumns {
  readonly target: Column | null;
  readonly prediction: Column | null;
}

/**
 * Columns of labels without the texts that stand for a label that has not come yet: `-`, `unknown`, `pending` and the like, unless a model
 * predicts such a class or, without predictions, the reference has it.
 */
export function withoutLateLabels(
  reference: AnswerColumns | null,
  current: AnswerColumns,
  classes: readonly string[],
): { readonly reference: Column | null; readonly current: Column | null } {
  const predictions = [reference?.prediction, current.prediction].map((column) => textsOf(column ?? null));
  const isPredicted = predictions.some(({ size }) => size > 0);
  const known = new Set([...classes, ...(isPredicted ? predictions : [textsOf(reference?.target ?? null)]).flatMap((texts) => [...texts])]);
  return {
    reference: isPredicted ? withoutMarkers(reference?.target ?? null, known) : (reference?.target ?? null),
    current: isPredicted || reference !== null ? withoutMarkers(current.target, known) : current.target,
  };
}

/** What a user should know of texts that were read as labels that have not come; undefined when there are none. */
export function lateLabelNote(read: Column | null, typed: Column | null, side: string): string | undefined {
  if (read?.type !== 'categorical' || typed === null) return undefined;
  const late = read.values.filter((text, row) => text !== null && isMissing(typed.values[row]));
  if (late.length === 0) return undefined;
  return `${JSON.stringify(read.name)}: in the ${side}, ${JSON.stringify(late[0])} (${late.length} rows without a label) read as missing`;
}

function isMissing(value: string | number | null | undefined): boolean {
  return value === null || Number.isNaN(value);
}

function textsOf(column: Column | null): ReadonlySet<string> {
  return new Set(column?.type === 'categorical' ? column.values.filter((text) => text !== null) : Array.from(column?.values ?? [], String));
}

function withoutMarkers(column: Column | null, known: ReadonlySet<string>): Column | null {
  if (column?.type !== 'categorical') return column;
  const late = new Set(
    [...textsOf(column)].filter((text) => !known.has(text) && (isMissingMarker(text) || /^pending$/i.test(text.trim()))),
  );
  if (late.size === 0) return column;
  return { ...column, values: column.values.map((text) => (text !== null && late.has(text) ? null : text)) };
}
