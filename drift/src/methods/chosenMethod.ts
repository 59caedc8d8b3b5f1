import { type DriftMethod, type DriftSpec, defaultThresholdOfMethod } from '@modelmonitor/api';

/** The method of one column, and the threshold of its score. */
export interface ChosenMethod {
  readonly method: DriftMethod;
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
): ChosenMethod {
  const own = methods.features !== undefined && Object.hasOwn(methods.features, name) ? methods.features[name] : undefined;
  const ofType = methods[type];
  const ownMethod = unlessAuto(own?.method);
  const method = ownMethod ?? unlessAuto(ofType?.method) ?? fallback();
  const typeThreshold = ownMethod === undefined || ownMethod === ofType?.method ? ofType?.threshold : undefined;
  return { method, threshold: own?.threshold ?? typeThreshold ?? defaultThresholdOfMethod[method] };
}

function unlessAuto(method: DriftMethod | 'auto' | undefined): DriftMethod | undefined {
  return method === 'auto' ? undefined : method;
}
