import type { ModelContract } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { nameList } from './nameList.ts';

interface FileColumns {
  /** Names by the file's order; absent for a model trained on arrays. */
  readonly names?: readonly string[];
  readonly count: number;
  /** How the library rewrites a name when it saves it, such as blanks to `_`. */
  readonly alias?: (name: string) => string;
  /** Whether the library made the names up: they only count where the resource uses the same ones. */
  readonly madeUp?: boolean;
}

/**
 * The place in the contract of each feature of a file: by name where the file holds names, else by order.
 *
 * @throws ModelFormatError that names the features which only one of both has
 */
export function matchFeatures(
  { features }: ModelContract,
  { names, count, alias = (name) => name, madeUp = false }: FileColumns,
): number[] {
  const expected = features.map(({ name }) => name);
  const places = names?.map((name) => placeOf(name, expected, alias)) ?? [];
  if (names === undefined || (madeUp && places.includes(-1))) {
    if (expected.length === count) return expected.map((_, place) => place);
    throw new ModelFormatError(
      `expected the ${count} features of the model file, which holds no names of them, so that their order counts; the resource has ${expected.length}: ${nameList(expected)}`,
    );
  }
  const missing = names.filter((_, index) => places[index] === -1);
  const extra = expected.filter((_, place) => !places.includes(place));
  if (missing.length === 0 && extra.length === 0 && new Set(places).size === names.length) return places;
  const differences = [
    ...(extra.length > 0 ? [`the file lacks ${nameList(extra)}`] : []),
    ...(missing.length > 0 ? [`the resource lacks ${nameList(missing)}`] : []),
    ...(extra.length + missing.length === 0 ? ['the file names a feature twice'] : []),
  ];
  throw new ModelFormatError(`the resource and the model file must have the same features, but ${differences.join(' and ')}`);
}

function placeOf(name: string, expected: readonly string[], alias: (name: string) => string): number {
  const exact = expected.indexOf(name);
  if (exact >= 0) return exact;
  const rewritten = expected.map(alias);
  const place = onlyPlace(alias(name), rewritten);
  // Tables lose blanks at the ends of names, which libraries keep, as `_`.
  return place >= 0 ? place : onlyPlace(withoutEnds(alias(name)), rewritten.map(withoutEnds));
}

function onlyPlace(name: string, names: readonly string[]): number {
  const place = names.indexOf(name);
  return names.indexOf(name, place + 1) < 0 ? place : -1;
}

function withoutEnds(name: string): string {
  return name.replace(/^[_\s]+|[_\s]+$/g, '');
}
