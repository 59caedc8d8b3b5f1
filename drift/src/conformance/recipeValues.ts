type Value = number | string | boolean | null;

/** How the values of a side are made; they come out the same to the bit in Python. */
export interface Recipe {
  readonly kind: 'bell' | 'heavy' | 'skewed' | 'zeroInflated' | 'whole' | 'grid' | 'category';
  readonly seed: number;
  readonly rows: number;
  readonly scale?: number;
  readonly shift?: number;
  /** Distinct numbers of `whole` and `grid`, and the step of the latter. */
  readonly k?: number;
  readonly step?: number;
  /** Categories, and whether the first are more common. */
  readonly values?: readonly Value[];
  readonly skew?: number;
  /** Shares of missing and infinite values. */
  readonly missing?: number;
  readonly infinite?: number;
}

const LEFT_OUT = 8;
const SMALLEST_DIVISOR = 2 ** -20;
const SHARE_OF_ZEROS = 0.6;

/** Values of a side: the list as it stands, or what the recipe makes. Only operations that IEEE 754 rounds exactly. */
export function recipeValues(side: Recipe | { readonly values: readonly Value[] }): readonly Value[] {
  if (!('kind' in side)) return side.values;
  const next = uniform(side.seed);
  for (let skipped = 0; skipped < LEFT_OUT; skipped++) next();
  return Array.from({ length: side.rows }, () => {
    const value = drawn(side, next);
    const present = side.missing !== undefined && next() < side.missing ? null : value;
    if (side.infinite === undefined || next() >= side.infinite) return present;
    return next() < 0.5 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  });
}

/** Linear congruential generator of Numerical Recipes; uniform in [0, 1). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function drawn({ kind, scale = 1, shift = 0, k = 1, step = 1, values = [], skew = 0 }: Recipe, next: () => number): Value {
  switch (kind) {
    case 'bell':
      return (next() + next() + next() + next() - 2) * scale + shift;
    case 'heavy':
      return ((next() - 0.5) / (next() + SMALLEST_DIVISOR)) * scale + shift;
    case 'skewed':
      return scale / Math.sqrt(next() + SMALLEST_DIVISOR) + shift;
    case 'zeroInflated': {
      const [which, value] = [next(), next()];
      return which < SHARE_OF_ZEROS ? 0 : value * scale + shift;
    }
    case 'whole':
      return Math.floor(next() * k) + shift;
    case 'grid':
      return Math.floor(next() * k) * step + shift;
    case 'category': {
      const at = next();
      return values[Math.floor((skew === 0 ? at : at * at) * values.length)] ?? null;
    }
  }
}
