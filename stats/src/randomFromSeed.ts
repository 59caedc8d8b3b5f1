/**
 * A seeded generator of uniform numbers: xoshiro128**, its state filled by SplitMix32, two outputs to a 53-bit number.
 *
 * For reproducible samples and splits, never for secrets.
 *
 * @param seed any integer; only its low 32 bits count
 * @returns a function that gives the next number in [0, 1), the same sequence for the same seed everywhere
 * @throws RangeError when the seed is not an integer
 * @see Blackman & Vigna, Scrambled Linear Pseudorandom Number Generators (2021)
 * @example
 * randomFromSeed(42)() // => 0.6606157208001621
 */
export function randomFromSeed(seed: number): () => number {
  if (!Number.isInteger(seed)) throw new RangeError(`random needs an integer seed, got ${seed}`);
  const splitMix = splitMix32(seed);
  let [a, b, c, d] = [splitMix(), splitMix(), splitMix(), splitMix()];
  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result >>> 0;
  };
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

/** Steele, Lea & Flood, Fast Splittable Pseudorandom Number Generators (2014), with the 32-bit finaliser of MurmurHash3. */
function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
