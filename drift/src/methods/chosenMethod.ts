import { type DriftMethod, type DriftSpec, defaultThresholdOfMethod } from '@modelmonitor/api/plain';

/** The method of one column, and the threshold of its score. */
export interface ChosenMethod<Method = DriftMethod | 'text'> {
  readonly method: Method;
  readonly threshold: number;
}

/**
 * The method and threshold for a column: its own choice, else its type's, else the default. A type's threshold is for the type's method: it
 * does not count for a column that chose a method itself, since a p-value and a distance cannot share one.
 *
 * @param methods `spec.drift.methods`
 * @param column name and type of the column
 * @param fallback the method when nothing but `auto` was chosen
 */
export function chosenMethod(
  methods: DriftSpec['methods'],
  { name, type }: { name: string; type: 'numeric' | 'categorical' },
  fallback: () => DriftMethod,
): ChosenMethod<DriftMethod> {
  const own = ownChoice(methods, name);
  const ofType = methods[type];
  const ownMethod = unlessAuto(own?.method);
  const method = ownMethod ?? unlessAuto(ofType?.method) ?? fallback();
  const typeThreshold = ownMethod === undefined || ownMethod === ofType?.method ? ofType?.threshold : undefined;
  return { method, threshold: own?.threshold ?? typeThreshold ?? defaultThresholdOfMethod[method] };
}

/** Whether a method was named for the column or its type, so that no automatic choice is wanted. */
export function isChosen(methods: DriftSpec['methods'], { name, type }: { name: string; type: 'numeric' | 'categorical' }): boolean {
  return (unlessAuto(ownChoice(methods, name)?.method) ?? unlessAuto(methods[type]?.method)) !== undefined;
}

function ownChoice({ features }: DriftSpec['methods'], name: string): NonNullable<DriftSpec['methods']['features']>[string] | undefined {
  return features !== undefined && Object.hasOwn(features, name) ? features[name] : undefined;
}

function unlessAuto(method: DriftMethod | 'auto' | undefined): DriftMethod | undefined {
  return method === 'auto' ? undefined : method;
}
