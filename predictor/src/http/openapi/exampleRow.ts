import type { Contract, ContractFeature } from '../../contract/contract.ts';

/** A row by feature name, in JSON. */
export type ExampleRow = Readonly<Record<string, number | string | null>>;

/**
 * A row that the model accepts, as a starting point for users.
 *
 * @param typical usual values by feature name, such as medians of the reference; used where the contract accepts them
 */
export function exampleRow({ features }: Contract, typical: ExampleRow = {}): ExampleRow {
  return Object.fromEntries(
    features.map((feature) => [
      feature.name,
      exampleValue(feature, Object.hasOwn(typical, feature.name) ? typical[feature.name] : undefined),
    ]),
  );
}

function exampleValue(feature: ContractFeature, typical: ExampleRow[string] | undefined): number | string | null {
  const { type, categories, optional } = feature;
  if (type === 'categorical')
    return typeof typical === 'string' && categories.includes(typical) ? typical : (categories[0] ?? (optional ? null : 'unknown'));
  return typeof typical === 'number' && accepts(feature, typical) ? typical : middle(feature);
}

/** The middle of a range in three digits; for an open range 0 or its only bound. */
function middle(feature: ContractFeature): number {
  const { minimum, maximum } = feature;
  if (Number.isFinite(minimum) && Number.isFinite(maximum)) {
    const exact = minimum + (maximum - minimum) / 2;
    const rounded = Number(exact.toPrecision(3));
    return accepts(feature, rounded) ? rounded : exact;
  }
  return accepts(feature, 0) ? 0 : Number.isFinite(minimum) ? minimum : maximum;
}

function accepts({ minimum, maximum }: ContractFeature, value: number): boolean {
  return Number.isFinite(value) && value >= minimum && value <= maximum;
}
