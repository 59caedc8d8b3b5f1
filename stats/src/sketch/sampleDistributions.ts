import { normalFrom } from '../normalFrom.ts';
import { randomFromSeed } from '../randomFromSeed.ts';

/** Shapes of columns that a sketch has to stand: smooth, long-tailed, with lone values, gaps, few digits, extreme sizes. For tests. */
export const sampleDistributions: Readonly<Record<string, (random: () => number, normal: () => number) => number>> = {
  normal: (_random, normal) => normal(),
  uniform: (random) => random(),
  exponential: (random) => -Math.log(1 - random()),
  lognormal: (_random, normal) => Math.exp(2 * normal()),
  cauchy: (random) => Math.tan(Math.PI * (random() - 0.5)),
  'two far peaks': (random, normal) => (random() < 0.5 ? 0 : 1e6) + normal(),
  'half zeros': (random, normal) => (random() < 0.5 ? 0 : normal()),
  'a thousand whole numbers': (random) => Math.floor(random() * 1000),
  'whole numbers with a long tail': (random) => Math.floor(1 / (1 - random())),
  'times in seconds': (random) => 1.7e9 + 1e6 * random(),
  'nearly the largest doubles': (_random, normal) => 1e307 * normal(),
  'the smallest doubles': (_random, normal) => 1e-320 * normal(),
};

/** A sorted sample of a distribution, the same for the same seed. */
export function sampleOf(distribution: string, rows: number, seed: number): Float64Array {
  const random = randomFromSeed(seed);
  const normal = normalFrom(random);
  const draw = sampleDistributions[distribution] ?? random;
  return Float64Array.from({ length: rows }, () => draw(random, normal)).sort();
}
