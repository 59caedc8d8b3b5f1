import type { ContractFeature } from '../../../contract/contract.ts';

/** The cell of a value outside of its tensor's datatype. */
export const outside: unique symbol = Symbol('outside the datatype');

/** A datatype of the Open Inference Protocol. */
export interface Datatype {
  /** What a value of it is, for messages. */
  readonly expected: string;
  /** A value as the contract reads it for a feature of this type, or `outside`. Other values than its own are left to the contract. */
  readonly cellOf: (value: unknown, type: ContractFeature['type']) => unknown;
}

/** Every datatype of the protocol by its name. */
export const datatypes: ReadonlyMap<string, Datatype> = new Map([
  ['BOOL', { expected: 'true or false (BOOL)', cellOf: booleanCell }],
  ...[8, 16, 32, 64].flatMap((bits) => [
    integer(`INT${bits}`, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1),
    integer(`UINT${bits}`, 0, 2 ** bits - 1),
  ]),
  // Largest finite values of IEEE 754 binary16, of bfloat16, and of binary32 and binary64.
  float('FP16', 65_504),
  float('BF16', 3.3895313892515355e38),
  float('FP32', 3.4028234663852886e38),
  float('FP64', Number.MAX_VALUE),
  ['BYTES', { expected: 'a text (BYTES)', cellOf: (value: unknown) => value }],
]);

/** True and false are 1 and 0 of a numeric feature, and themselves for a categorical one. */
function booleanCell(value: unknown, type: ContractFeature['type']): unknown {
  if (typeof value === 'boolean') return type === 'numeric' ? Number(value) : value;
  return typeof value === 'number' ? outside : value;
}

function integer(name: string, minimum: number, maximum: number): [string, Datatype] {
  const fits = (value: number) => Number.isInteger(value) && value >= minimum && value <= maximum;
  return [name, { expected: `a whole number ≥ ${minimum} and ≤ ${maximum} (${name})`, cellOf: numberCell(fits) }];
}

function float(name: string, largest: number): [string, Datatype] {
  const fits = (value: number) => Math.abs(value) <= largest;
  return [name, { expected: `a number ≥ ${-largest} and ≤ ${largest} (${name})`, cellOf: numberCell(fits) }];
}

/** JSON reads 1e999 as infinity: left to the contract too. */
function numberCell(fits: (value: number) => boolean): (value: unknown) => unknown {
  return (value) => (typeof value === 'number' && Number.isFinite(value) && !fits(value) ? outside : value);
}
