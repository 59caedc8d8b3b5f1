import { textHash } from './textHash.ts';

const REGISTERS = 256;
const RANK_BITS = 32;

/** Relative standard error of `distinctEstimate`: 1.04 / √256. */
export const DISTINCT_ERROR = 0.065;

/** A HyperLogLog: 256 registers, each the longest run of leading zeros (plus one) that a hash of its share of the texts began with. */
export type DistinctSketch = Uint8Array;

/**
 * Counts how many different texts there are, roughly, in 256 bytes; merging is the larger of each register.
 *
 * @see Flajolet, Fusy, Gandouet & Meunier, HyperLogLog (2007)
 */
export function distinctSketch(texts: Iterable<string>): DistinctSketch {
  const registers = new Uint8Array(REGISTERS);
  for (const text of texts) {
    const [register, bits] = textHash(text);
    const at = register % REGISTERS;
    registers[at] = Math.max(registers[at] as number, Math.clz32(bits) + 1);
  }
  return registers;
}

/** The sketch of the texts of both. */
export function mergedDistinct(one: DistinctSketch, other: DistinctSketch): DistinctSketch {
  return one.map((rank, at) => Math.max(rank, other[at] as number));
}

/**
 * Different texts, as a real number with a relative standard error of `DISTINCT_ERROR`.
 *
 * @see Ertl, New Cardinality Estimation Algorithms for HyperLogLog Sketches (2017), algorithm 6
 */
export function distinctEstimate(registers: DistinctSketch): number {
  const counts = new Array<number>(RANK_BITS + 2).fill(0);
  for (const rank of registers) counts[rank] = (counts[rank] ?? 0) + 1;
  let sum = REGISTERS * tau(1 - (counts[RANK_BITS + 1] as number) / REGISTERS);
  for (let rank = RANK_BITS; rank >= 1; rank--) sum = (sum + (counts[rank] as number)) / 2;
  sum += REGISTERS * sigma((counts[0] as number) / REGISTERS);
  return REGISTERS ** 2 / (2 * Math.LN2 * sum);
}

/** x + Σ x^(2ᵏ) 2^(k−1), for the registers nothing fell into. */
function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let [power, factor, sum, before] = [share, 1, share, -1];
  while (sum !== before) {
    power *= power;
    before = sum;
    sum += power * factor;
    factor += factor;
  }
  return sum;
}

/** (1 − x − Σ (1 − x^(2⁻ᵏ))² 2⁻ᵏ) / 3, for the registers that are full. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [root, factor, sum, before] = [share, 1, 1 - share, -1];
  while (sum !== before) {
    root = Math.sqrt(root);
    before = sum;
    factor /= 2;
    sum -= (1 - root) ** 2 * factor;
  }
  return sum / 3;
}
