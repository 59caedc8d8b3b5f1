const SIZE = 624;
const SHIFT = 397;

/**
 * MT19937, the generator behind Python's `random`: the same 32-bit numbers for the same seed.
 *
 * For results that must equal those of a library that draws with it; `randomFromSeed` is the generator for everything else.
 *
 * @param seed an integer from 0 to 2³² − 1
 * @returns a function that gives the next integer from 0 to 2³² − 1
 * @throws RangeError when the seed is not such an integer
 * @see Matsumoto & Nishimura, Mersenne Twister (1998), with the authors' initialisation by array of 2002
 */
export function mersenneTwister(seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw new RangeError(`mersenne twister needs a seed of 32 bits, got ${seed}`);
  const state = seededState(seed);
  let position = SIZE;
  return () => {
    if (position === SIZE) {
      twist(state);
      position = 0;
    }
    let word = state[position++] as number;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

/** Initialisation by the array [seed]. */
function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(SIZE);
  state[0] = 19_650_218;
  for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1_812_433_253, mix(state, i)) + i;
  let at = 1;
  const next = (): void => {
    at += 1;
    if (at < SIZE) return;
    state[0] = state[SIZE - 1] as number;
    at = 1;
  };
  for (let step = 0; step < SIZE; step++, next()) state[at] = ((state[at] as number) ^ Math.imul(mix(state, at), 1_664_525)) + seed;
  for (let step = 1; step < SIZE; step++, next()) state[at] = ((state[at] as number) ^ Math.imul(mix(state, at), 1_566_083_941)) - at;
  state[0] = 0x80000000;
  return state;
}

function mix(state: Uint32Array, at: number): number {
  const before = state[at - 1] as number;
  return before ^ (before >>> 30);
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i++) {
    const next = i + 1 < SIZE ? i + 1 : 0;
    const far = i + SHIFT < SIZE ? i + SHIFT : i + SHIFT - SIZE;
    const word = ((state[i] as number) & 0x80000000) | ((state[next] as number) & 0x7fffffff);
    state[i] = (state[far] as number) ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
  }
}
