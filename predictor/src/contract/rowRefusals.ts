import { type RefusedValue, textOf } from '../problem.ts';
import type { CellReader } from './cellReader.ts';

/** Everything that is wrong with a row, the most telling first: bad values, then unknown names, then what is missing. */
export function rowRefusals(value: unknown, cells: readonly CellReader[], pointer: string): RefusedValue[] {
  if (Array.isArray(value)) return arrayRefusals(value, cells, pointer);
  if (value === null || typeof value !== 'object') {
    return [
      { pointer, kind: 'wrong_type', expected: `an array of ${cells.length} values or an object by feature name`, got: textOf(value) },
    ];
  }
  const refused = cells.flatMap((cell) => {
    const { name } = cell.feature;
    const item = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return cellRefusal(item, cell, `${pointer}/${pointerSegment(name)}`) ?? [];
  });
  return [
    ...refused.filter(({ kind }) => kind !== 'missing_feature'),
    ...unknownNames(value, cells, pointer),
    ...refused.filter(({ kind }) => kind === 'missing_feature'),
  ];
}

function arrayRefusals(values: readonly unknown[], cells: readonly CellReader[], pointer: string): RefusedValue[] {
  if (values.length !== cells.length) {
    return [
      {
        pointer,
        kind: 'wrong_count',
        expected: `${cells.length} values (${cells
          .map(({ feature }) => feature.name)
          .join(', ')
          .slice(0, 200)})`,
        got: `${values.length}`,
      },
    ];
  }
  return cells.flatMap((cell, index) => cellRefusal(values[index], cell, `${pointer}/${index}`) ?? []);
}

function unknownNames(value: object, cells: readonly CellReader[], pointer: string): RefusedValue[] {
  const known = new Set(cells.map(({ feature }) => feature.name));
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
function cellRefusal(value: unknown, { feature, refusalOf }: CellReader, pointer: string): RefusedValue | undefined {
  const refusal = refusalOf(value);
  return refusal === undefined ? undefined : { pointer, feature: feature.name, ...refusal, got: textOf(value) };
}
