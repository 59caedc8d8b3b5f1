import { type ProblemKind, type RefusedValue, textOf } from '../problem.ts';
import type { ContractFeature } from './contract.ts';

/** Everything that is wrong with a row, the most telling first: bad values, then unknown names, then what is missing. */
export function rowRefusals(value: unknown, features: readonly ContractFeature[], pointer: string): RefusedValue[] {
  if (Array.isArray(value)) return arrayRefusals(value, features, pointer);
  if (value === null || typeof value !== 'object') {
    return [
      { pointer, kind: 'wrong_type', expected: `an array of ${features.length} values or an object by feature name`, got: textOf(value) },
    ];
  }
  const cells = features.flatMap((feature) => {
    const item = Object.hasOwn(value, feature.name) ? (value as Record<string, unknown>)[feature.name] : undefined;
    return cellRefusal(item, feature, `${pointer}/${pointerSegment(feature.name)}`) ?? [];
  });
  return [
    ...cells.filter(({ kind }) => kind !== 'missing_feature'),
    ...unknownNames(value, features, pointer),
    ...cells.filter(({ kind }) => kind === 'missing_feature'),
  ];
}

function arrayRefusals(values: readonly unknown[], features: readonly ContractFeature[], pointer: string): RefusedValue[] {
  if (values.length !== features.length) {
    return [
      {
        pointer,
        kind: 'wrong_count',
        expected: `${features.length} values (${features
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 200)})`,
        got: `${values.length}`,
      },
    ];
  }
  return features.flatMap((feature, index) => cellRefusal(values[index], feature, `${pointer}/${index}`) ?? []);
}

function unknownNames(value: object, features: readonly ContractFeature[], pointer: string): RefusedValue[] {
  const known = new Set(features.map(({ name }) => name));
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .slice(0, 20)
    .map((name) => ({
      pointer: `${pointer}/${pointerSegment(name)}`,
      kind: 'unknown_feature',
      expected: `one of ${[...known].slice(0, 20).join(', ')}${known.size > 20 ? `, … (${known.size})` : ''}`,
      got: textOf(name),
    }));
}

/** A name as a segment of a JSON pointer (RFC 6901). */
function pointerSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 128);
}

/** What is wrong with one value, if anything. */
function cellRefusal(value: unknown, feature: ContractFeature, pointer: string): RefusedValue | undefined {
  const kind = kindOf(value, feature);
  return kind === undefined ? undefined : { pointer, feature: feature.name, kind, expected: expectedText(feature), got: textOf(value) };
}

/** The accepted values of a feature, for messages. */
export function expectedText({ type, minimum, maximum, optional, categories }: ContractFeature): string {
  const or = optional ? ' or null' : '';
  if (type === 'categorical') {
    const listed = categories.slice(0, 10).map((category) => JSON.stringify(category));
    return `one of ${listed.join(', ')}${categories.length > 10 ? `, … (${categories.length})` : ''}${or}`;
  }
  const lower = Number.isFinite(minimum) ? ` ≥ ${minimum}` : '';
  const upper = Number.isFinite(maximum) ? ` ≤ ${maximum}` : '';
  return `a number${lower}${lower !== '' && upper !== '' ? ' and' : ''}${upper}${or}`;
}

function kindOf(value: unknown, { type, minimum, maximum, optional, categories }: ContractFeature): ProblemKind | undefined {
  if (value === undefined || value === null) return optional ? undefined : 'missing_feature';
  if (type === 'categorical') {
    if (typeof value !== 'string') return 'wrong_type';
    return categories.includes(value) ? undefined : 'unknown_category';
  }
  if (typeof value !== 'number') return 'wrong_type';
  if (!Number.isFinite(value)) return 'not_finite';
  return value >= minimum && value <= maximum ? undefined : 'out_of_range';
}
