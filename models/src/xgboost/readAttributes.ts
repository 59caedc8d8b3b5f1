import type { DocumentFields } from '../document/documentFields.ts';

interface Attributes {
  /** The last iteration that counts; all where absent. */
  readonly bestIteration?: number;
  /** Class names, which XGBClassifier of 1.0 to 1.5 saved with its label encoder. */
  readonly classNames?: readonly string[];
  /** A number that means missing, which the classes for scikit-learn saved until 1.7. */
  readonly missingValue?: number;
}

/**
 * What the classes for scikit-learn leave in the attributes of a file. Booster.predict takes all trees; these classes, which leave the attribute
 * `scikit_learn`, stop after the best iteration.
 *
 * @param stopsEarly whether such a class saved the booster although it left no attribute
 * @param classCount class names of another number are not those of the outputs
 */
export function readAttributes(
  attributes: DocumentFields,
  { stopsEarly, classCount }: { stopsEarly: boolean; classCount: number },
): Attributes {
  const isScikitLearn = attributes.has('scikit_learn');
  const saved = isScikitLearn ? parseParameters(attributes.text('scikit_learn')) : new Map<string, unknown>();
  const encoder = saved.get('_le') as { classes_?: unknown } | null | undefined;
  const classes = encoder?.classes_ ?? saved.get('classes_');
  const missing = saved.get('missing');
  return {
    ...(attributes.has('best_iteration') && (stopsEarly || isScikitLearn)
      ? { bestIteration: attributes.count('best_iteration', { most: 10_000_000 }) }
      : {}),
    ...(Array.isArray(classes) && classes.length === classCount ? { classNames: classes.map(String) } : {}),
    ...(typeof missing === 'number' ? { missingValue: missing } : {}),
  };
}

/** Python writes NaN and infinities, which JSON lacks. A text that is no JSON says nothing. */
function parseParameters(text: string): ReadonlyMap<string, unknown> {
  try {
    const saved: unknown = JSON.parse(text.replace(/: (NaN|-?Infinity)/g, ': null'));
    return new Map(typeof saved === 'object' && saved !== null ? Object.entries(saved) : []);
  } catch {
    return new Map();
  }
}
