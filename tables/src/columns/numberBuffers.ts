/** Gives arrays of numbers, of any content. */
export interface NumberBuffers {
  take(length: number): Float64Array<ArrayBuffer>;
  /** The array is needed no more. */
  giveBack(array: Float64Array): void;
}

/** Makes a new array each time. */
export const newBuffers: NumberBuffers = {
  take: (length) => new Float64Array(length),
  giveBack: () => undefined,
};

/** Arrays that are used again: large ones cost the system as much as their sorting does, and lie about until they are collected. */
export interface ReusableBuffers extends NumberBuffers {
  /** None of the arrays given out is needed any more. */
  giveAllBack(): void;
}

export function reusableBuffers(): ReusableBuffers {
  const free = new Set<ArrayBufferLike>();
  const taken = new Set<ArrayBufferLike>();
  const giveBack = (buffer: ArrayBufferLike) => {
    if (taken.delete(buffer)) free.add(buffer);
  };
  return {
    take: (length) => {
      const bytes = length * Float64Array.BYTES_PER_ELEMENT;
      const fitting = free.values().find(({ byteLength }) => byteLength >= bytes && byteLength <= 2 * bytes);
      const buffer = (fitting ?? new ArrayBuffer(bytes)) as ArrayBuffer;
      free.delete(buffer);
      taken.add(buffer);
      return new Float64Array(buffer, 0, length);
    },
    giveBack: ({ buffer }) => giveBack(buffer),
    giveAllBack: () => taken.forEach(giveBack),
  };
}
