/** The cell of a value outside of its tensor's datatype. */
export const outside: unique symbol = Symbol('outside the datatype');

/** A datatype of the Open Inference Protocol. */
export interface Datatype {
  readonly numeric: boolean;
  /** What a value of it is, for messages. */
  readonly expected: string;
  /** A value as the contract reads it, or `outside`. A value that is not a number is left to the contract, whose message is better. */
  readonly cellOf: (value: unknown) => unknown;
}

/** Every datatype of the protocol by its name. */
export const datatypes: ReadonlyMap<string, Datatype> = new Map([
  ['BOOL', { numeric: true, expected: 'true or false (BOOL)', cellOf: booleanCell }],
  ...[8, 16, 32, 64].flatMap((bits) => [
    integer(`INT${bits}`, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1),
    integer(`UINT${bits}`, 0, 2 ** bits - 1),
  ]),
  // Largest finite values of IEEE 754 binary16, binary32 and binary64.
  float('FP16', 65_504),
  float('FP32', 3.4028234663852886e38),
  float('FP64', Number.MAX_VALUE),
  ['BYTES', { numeric: false, expected: 'a text (BYTES)', cellOf: (value: unknown) => value }],
]);

function booleanCell(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' ? outside : value;
}

function integer(name: string, minimum: number, maximum: number): [string, Datatype] {
  const fits = (value: number) => Number.isInteger(value) && value >= minimum && value <= maximum;
  return [name, { numeric: true, expected: `a whole number ≥ ${minimum} and ≤ ${maximum} (${name})`, cellOf: numberCell(fits) }];
}

function float(name: string, largest: number): [string, Datatype] {
  const fits = (value: number) => Math.abs(value) <= largest;
  return [name, { numeric: true, expected: `a number ≥ ${-largest} and ≤ ${largest} (${name})`, cellOf: numberCell(fits) }];
}

/** JSON reads 1e999 as infinity: left to the contract too. */
function numberCell(fits: (value: number) => boolean): (value: unknown) => unknown {
  return (value) => (typeof value === 'number' && Number.isFinite(value) && !fits(value) ? outside : value);
}
