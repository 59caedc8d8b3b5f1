import { type NumberBuffers, newBuffers } from './numberBuffers.ts';

const DIGIT_BITS = 11;
const DIGITS = 6;
const VALUES = 1 << DIGIT_BITS;
const LAST = VALUES - 1;
/** Shorter arrays are sorted faster by comparing. */
const FEWEST = 1024;

/**
 * Sorts numbers in ascending order, in linear time: a radix sort by six digits of 11 bits, from the lowest. The bits of a double are in the
 * order of its values once the sign is flipped, and for negative numbers all other bits too. Digits that are the same everywhere cost no pass.
 *
 * @param values no NaN among them; used as working memory
 * @param buffers gives as much working memory again, and gets back what does not hold the result
 * @returns the values in ascending order, −0 before 0: the same array, or another of that length
 * @see Knuth, The Art of Computer Programming, volume 3, algorithm 5.2.5 R
 */
export function sortNumbers(values: Float64Array, buffers: NumberBuffers = newBuffers): Float64Array {
  if (values.length < FEWEST || IS_BIG_ENDIAN) return values.sort();
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const counts = flipAndCount(words);
  let from: Int32Array = words;
  const spare = buffers.take(values.length);
  let to: Int32Array = new Int32Array(spare.buffer, spare.byteOffset, words.length);
  for (let digit = 0; digit < DIGITS; digit++) {
    const starts = counts.subarray(digit * VALUES, (digit + 1) * VALUES);
    if (!countsToStarts(starts, values.length)) continue;
    SCATTERS[digit]?.(from, to, starts);
    [from, to] = [to, from];
  }
  buffers.giveBack(from === words ? spare : values);
  return unflip(from);
}

const IS_BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** Flips the bits and counts the values of every digit in one pass. */
function flipAndCount(words: Int32Array): Int32Array {
  const counts = new Int32Array(DIGITS * VALUES);
  for (let at = 0; at < words.length; at += 2) {
    const sign = (words[at + 1] as number) >> 31;
    const low = (words[at] as number) ^ sign;
    const high = (words[at + 1] as number) ^ (sign | -2_147_483_648);
    words[at] = low;
    words[at + 1] = high;
    (counts[low & LAST] as number)++;
    (counts[VALUES + ((low >>> 11) & LAST)] as number)++;
    (counts[2 * VALUES + ((low >>> 22) | ((high & 1) << 10))] as number)++;
    (counts[3 * VALUES + ((high >>> 1) & LAST)] as number)++;
    (counts[4 * VALUES + ((high >>> 12) & LAST)] as number)++;
    (counts[5 * VALUES + (high >>> 23)] as number)++;
  }
  return counts;
}

/** Turns counts into offsets (counted in 32-bit words) where values of that digit start; false when all have the same digit. */
function countsToStarts(counts: Int32Array, rows: number): boolean {
  if (counts.includes(rows)) return false;
  let start = 0;
  for (let value = 0; value < VALUES; value++) {
    const count = counts[value] as number;
    counts[value] = start;
    start += 2 * count;
  }
  return true;
}

type Scatter = (from: Int32Array, to: Int32Array, starts: Int32Array) => void;

/** For each digit: moves every number to its place by it. A digit lies in the low word, in the high one, or across both. */
const SCATTERS: readonly Scatter[] = [
  (from, to, starts) => scatterByWord(from, to, { starts, word: 0, shift: 0 }),
  (from, to, starts) => scatterByWord(from, to, { starts, word: 0, shift: 11 }),
  scatterByBoth,
  (from, to, starts) => scatterByWord(from, to, { starts, word: 1, shift: 1 }),
  (from, to, starts) => scatterByWord(from, to, { starts, word: 1, shift: 12 }),
  (from, to, starts) => scatterByWord(from, to, { starts, word: 1, shift: 23 }),
];

function scatterByWord(
  from: Int32Array,
  to: Int32Array,
  { starts, word, shift }: { starts: Int32Array; word: 0 | 1; shift: number },
): void {
  for (let at = 0; at < from.length; at += 2) {
    const value = ((from[at + word] as number) >>> shift) & LAST;
    const place = starts[value] as number;
    starts[value] = place + 2;
    to[place] = from[at] as number;
    to[place + 1] = from[at + 1] as number;
  }
}

function scatterByBoth(from: Int32Array, to: Int32Array, starts: Int32Array): void {
  for (let at = 0; at < from.length; at += 2) {
    const low = from[at] as number;
    const high = from[at + 1] as number;
    const value = (low >>> 22) | ((high & 1) << 10);
    const place = starts[value] as number;
    starts[value] = place + 2;
    to[place] = low;
    to[place + 1] = high;
  }
}

function unflip(words: Int32Array): Float64Array {
  for (let at = 0; at < words.length; at += 2) {
    const negative = ~(words[at + 1] as number) >> 31;
    words[at] = (words[at] as number) ^ negative;
    words[at + 1] = (words[at + 1] as number) ^ (negative | -2_147_483_648);
  }
  return new Float64Array(words.buffer, words.byteOffset, words.length / 2);
}
