const [SIZE, SHIFT] = [624, 397];

/** Draws as numpy's legacy `RandomState` does, for cases that give a recipe and a seed instead of data. */
export interface NumpyRandom {
  readonly normal: (mean: number, deviation: number, rows: number) => number[];
  readonly choice: <T>(values: readonly T[], rows: number) => T[];
}

/** `numpy.random.seed(seed)`: MT19937, polar normals in pairs, bounded integers by mask and rejection. */
export function numpyRandom(seed: number): NumpyRandom {
  const next = mersenne(seed);
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  let spare: number | undefined;
  const gauss = (): number => {
    const kept = spare;
    spare = undefined;
    if (kept !== undefined) return kept;
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = factor * x;
      return factor * y;
    }
  };
  const below = (count: number): number => {
    const mask = 2 ** Math.ceil(Math.log2(count)) - 1;
    for (;;) {
      const value = (next() & mask) >>> 0;
      if (value < count) return value;
    }
  };
  return {
    normal: (mean, deviation, rows) => Array.from({ length: rows }, () => mean + deviation * gauss()),
    choice: (values, rows) => Array.from({ length: rows }, () => values[below(values.length)] as (typeof values)[number]),
  };
}

function mersenne(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const before = state[i - 1] as number;
    state[i] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + i;
  }
  let position = SIZE;
  return () => {
    if (position === SIZE) {
      for (let i = 0; i < SIZE; i++) {
        const word = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % SIZE] as number) & 0x7fffffff);
        state[i] = (state[(i + SHIFT) % SIZE] as number) ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
      }
      position = 0;
    }
    let word = state[position++] as number;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}
