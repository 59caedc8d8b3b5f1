import { ModelInputError } from '../../modelInputError.ts';
import type { Column } from './column.ts';
import type { Scope } from './scope.ts';

/** A row that the library refuses, too: names the input that the column comes from. */
export function inputError(what: string, place: { row: number; column: Column; scope: Scope }): ModelInputError {
  const feature = place.column.inputs[0] ?? 0;
  const others = place.column.inputs.slice(1).map((input) => `"${place.scope.inputName(input)}"`);
  const names = [`"${place.scope.inputName(feature)}"`, ...others].join(', ');
  return new ModelInputError(`${others.length > 0 ? 'features' : 'feature'} ${names}: ${what}`, { row: place.row, feature });
}
