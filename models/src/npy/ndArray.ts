/** A numpy array in C order. */
export interface NdArray {
  readonly shape: readonly number[];
  /** `record` for structured arrays, `object` for arrays of any values, which .npy files never hold. */
  readonly kind: 'boolean' | 'integer' | 'float' | 'text' | 'record' | 'object';
  /** Booleans as 0 and 1; the numbers of `boolean`, `integer` and `float`. Empty for the other kinds. */
  readonly numbers: Float64Array;
  /** The values of `text` and `object`; empty for the other kinds. */
  readonly items: readonly unknown[];
  /** The arrays of a structured array by field; a field of several numbers adds its dimensions at the end. */
  readonly fields?: ReadonlyMap<string, NdArray>;
  /** Bytes per number, as float32 is read into doubles, too. */
  readonly itemSize?: number;
}
