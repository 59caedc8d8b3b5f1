import type { ColumnMethod, DriftMethod, DriftSpec } from '@modelmonitor/api';
import { type ColumnPair, columnNature, pooledDistinct, usableRows } from '@modelmonitor/tables';
import { defaultMethod } from './defaultMethod.ts';
import { methodNamed } from './driftMethods.ts';

/** The method of one column, and the threshold of its score. */
export interface ChosenMethod<Method = ColumnMethod> {
  readonly method: Method;
  readonly threshold: number;
}

interface NamedType {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
}

// One more than the most values for which the default method differs.
const MANY_VALUES = 6;

/** The method for a column: the one chosen for it or its type, that of texts for a column that looks like text, else the default. */
export function methodFor(name: string, pair: ColumnPair, methods: DriftSpec['methods']): ChosenMethod {
  const column = { name, type: pair.type };
  if (isText(pair) && !isChosen(methods, column)) return { method: 'text', threshold: methodNamed('text').threshold };
  return chooseMethod(methods, column, () => defaultMethod(pair.type, usableRows(pair.reference), pooledDistinct(pair, MANY_VALUES)));
}

function isText({ reference }: ColumnPair): boolean {
  const nature = columnNature(reference);
  return nature === 'text' || nature === 'identifier';
}

/**
 * The method and threshold for a column: its own choice, else its type's, else the default. A type's threshold is for the type's method: it
 * does not count for a column that chose a method itself, since a p-value and a distance cannot share one.
 *
 * @param methods `spec.drift.methods`
 * @param column name and type of the column
 * @param fallback the method when nothing but `auto` was chosen
 */
export function chooseMethod(
  methods: DriftSpec['methods'],
  { name, type }: NamedType,
  fallback: () => DriftMethod,
): ChosenMethod<DriftMethod> {
  const own = ownChoice(methods, name);
  const ofType = methods[type];
  const ownMethod = unlessAuto(own?.method);
  const method = ownMethod ?? unlessAuto(ofType?.method) ?? fallback();
  const typeThreshold = ownMethod === undefined || ownMethod === ofType?.method ? ofType?.threshold : undefined;
  return { method, threshold: own?.threshold ?? typeThreshold ?? methodNamed(method).threshold };
}

/** Whether a method was named for the column or, where one is given, its type, so that none is chosen automatically. */
export function isChosen(methods: DriftSpec['methods'], { name, type }: Partial<NamedType> & Pick<NamedType, 'name'>): boolean {
  const ofType = type === undefined ? undefined : unlessAuto(methods[type]?.method);
  return (unlessAuto(ownChoice(methods, name)?.method) ?? ofType) !== undefined;
}

function ownChoice({ features }: DriftSpec['methods'], name: string): NonNullable<DriftSpec['methods']['features']>[string] | undefined {
  return features !== undefined && Object.hasOwn(features, name) ? features[name] : undefined;
}

function unlessAuto(method: DriftMethod | 'auto' | undefined): DriftMethod | undefined {
  return method === 'auto' ? undefined : method;
}
