import type { RefusedValue } from '../problem.ts';
import type { ContractFeature } from './contract.ts';
import { got, refusedCell } from './refusedCell.ts';

/** Everything that is wrong with a row, the most telling first: bad values, then unknown names, then what is missing. */
export function refusedRow(value: unknown, features: readonly ContractFeature[], pointer: string): RefusedValue[] {
  if (Array.isArray(value)) return refusedArray(value, features, pointer);
  if (value === null || typeof value !== 'object') {
    return [{ pointer, kind: 'wrong_type', wanted: `an array of ${features.length} values or an object by feature name`, got: got(value) }];
  }
  const cells = features.flatMap((feature) => {
    const item = Object.hasOwn(value, feature.name) ? (value as Record<string, unknown>)[feature.name] : undefined;
    return refusedCell(item, feature, `${pointer}/${escaped(feature.name)}`) ?? [];
  });
  return [
    ...cells.filter(({ kind }) => kind !== 'missing_feature'),
    ...unknownNames(value, features, pointer),
    ...cells.filter(({ kind }) => kind === 'missing_feature'),
  ];
}

function refusedArray(values: readonly unknown[], features: readonly ContractFeature[], pointer: string): RefusedValue[] {
  if (values.length !== features.length) {
    return [
      {
        pointer,
        kind: 'wrong_count',
        wanted: `${features.length} values (${features
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 200)})`,
        got: `${values.length}`,
      },
    ];
  }
  return features.flatMap((feature, index) => refusedCell(values[index], feature, `${pointer}/${index}`) ?? []);
}

function unknownNames(value: object, features: readonly ContractFeature[], pointer: string): RefusedValue[] {
  const known = new Set(features.map(({ name }) => name));
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .slice(0, 20)
    .map((name) => ({
      pointer: `${pointer}/${escaped(name)}`,
      kind: 'unknown_feature',
      wanted: `one of ${[...known].slice(0, 20).join(', ')}${known.size > 20 ? `, … (${known.size})` : ''}`,
      got: got(name),
    }));
}

/** A name as a segment of a JSON pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 128);
}
