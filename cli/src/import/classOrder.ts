import { categoryFinder } from '@modelmonitor/tables/values';

/** Labels beside the predictions of a model. */
export interface LabelledClasses {
  /** One per row; null where there is none. */
  readonly labels: readonly (string | null)[];
  /** One per row: the class index; NaN where there is none. */
  readonly predicted: Float64Array;
  readonly classCount: number;
}

/** Class names in the order of a model's classes. */
export interface ClassOrder {
  readonly names: readonly string[];
  /** Share of the labelled rows whose label is the predicted class. */
  readonly agreement: number;
  /** Whether the names tell the order, or agreement with the predictions does. */
  readonly by: 'names' | 'alphabet' | 'predictions';
}

/**
 * The class names of a model that holds none. Labels that count (0, 1, 2, …) are the indices; others are in the order in which libraries
 * number them, by the alphabet, unless the predictions agree better with another order.
 *
 * @returns undefined where the labels are more than the classes, or fewer and in no clear order
 */
export function classOrder({ labels, predicted, classCount }: LabelledClasses): ClassOrder | undefined {
  const distinct = [...new Set(labels.filter((label) => label !== null))].sort();
  if (distinct.length === 0 || distinct.length > classCount) return undefined;
  const counted = Array.from({ length: classCount }, (_, index) => `${index}`);
  const meaningOf = categoryFinder(counted);
  if (distinct.every((label) => nameOf(meaningOf(label)) !== undefined)) {
    const meant = labels.map((label) => (label === null ? null : (nameOf(meaningOf(label)) ?? null)));
    return { names: counted, agreement: agreementWith(counted, meant, predicted), by: 'names' };
  }
  if (distinct.length < classCount) return undefined;
  const alphabet: ClassOrder = { names: distinct, agreement: agreementWith(distinct, labels, predicted), by: 'alphabet' };
  const names = mostFrequentLabels({ labels, predicted, classCount });
  if (names === undefined) return alphabet;
  const agreement = agreementWith(names, labels, predicted);
  return agreement > alphabet.agreement ? { names, agreement, by: 'predictions' } : alphabet;
}

function nameOf(found: ReturnType<ReturnType<typeof categoryFinder>>): string | undefined {
  return found !== undefined && 'name' in found ? found.name : undefined;
}

/** Share of the labelled rows whose label is the name of the predicted class. */
export function agreementWith(names: readonly string[], labels: readonly (string | null)[], predicted: Float64Array): number {
  let [agreed, known] = [0, 0];
  for (const [row, label] of labels.entries()) {
    const code = predicted[row] as number;
    if (label === null || Number.isNaN(code)) continue;
    known++;
    if (names[code] === label) agreed++;
  }
  return known === 0 ? 0 : agreed / known;
}

/** For each class the label that most rows have of which it is predicted; undefined where two classes have the same. */
function mostFrequentLabels({ labels, predicted, classCount }: LabelledClasses): readonly string[] | undefined {
  const counts = Array.from({ length: classCount }, () => new Map<string, number>());
  for (const [row, label] of labels.entries()) {
    const found = counts[predicted[row] as number];
    if (label !== null && found !== undefined) found.set(label, (found.get(label) ?? 0) + 1);
  }
  const names = counts.flatMap((found) => [...found].toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? []);
  return new Set(names).size === classCount ? names : undefined;
}
