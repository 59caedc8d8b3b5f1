import { type ProblemKind, refusal, textOf } from '../problem.ts';
import { categoryReader, isCategoryValue } from './categoryReader.ts';
import type { Contract } from './contract.ts';
import { numberMeant } from './numberMeant.ts';

/** Reads a label: the index of its class, or its value; NaN for null and for texts that stand for a missing value: there is no label yet. */
export type LabelReader = (value: unknown, pointer: string) => number;

/** @throws ProblemError (422) with the classes, or with what a value has to be */
export function compileLabelReader({ classes }: Contract): LabelReader {
  if (classes.length === 0) return readValue;
  const meaningOf = categoryReader(classes);
  return (value, pointer) => {
    if (value === null) return Number.NaN;
    const meaning = meaningOf(value);
    if (typeof meaning === 'number') return meaning;
    if (meaning !== undefined) {
      const expected = `one of the texts ${meaning.map((name) => JSON.stringify(name)).join(', ')}`;
      throw refusal([{ pointer, kind: 'ambiguous_category', expected, got: textOf(value) }]);
    }
    const kind: ProblemKind = isCategoryValue(value) ? 'unknown_category' : 'wrong_type';
    throw refusal([{ pointer, kind, expected: `one of ${classes.join(', ')}`, got: textOf(value) }]);
  };
}

function readValue(value: unknown, pointer: string): number {
  const number = value === null ? Number.NaN : numberMeant(value);
  if (number !== undefined && (Number.isFinite(number) || Number.isNaN(number))) return number;
  throw refusal([{ pointer, kind: 'wrong_type', expected: 'a finite number', got: textOf(value) }]);
}
