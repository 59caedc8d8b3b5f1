import { normalFrom } from '../normalFrom.ts';

/** Above this variance a draw is a rounded normal: its error is far below the spread of the draws. */
const NORMAL_FROM = 30;

/**
 * A generator of binomial counts, at a cost that does not grow with the number of trials.
 *
 * Small variances are drawn exactly by inversion, larger ones (trials · p · (1 − p) > 30) as a rounded normal.
 *
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns a function of the trials and the chance of each that gives the next number of successes
 * @see Kachitvichyanukul & Schmeiser, Binomial Random Variate Generation (1988), algorithm BINV
 * @example
 * binomialFrom(() => 0.5)(10, 0.5) // => 5
 */
export function binomialFrom(random: () => number): (trials: number, chance: number) => number {
  const normal = normalFrom(random);
  return (trials, chance) => {
    if (!(trials > 0) || !(chance > 0)) return 0;
    if (chance >= 1) return trials;
    if (chance > 0.5) return trials - smaller(trials, 1 - chance);
    return smaller(trials, chance);
  };

  function smaller(trials: number, chance: number): number {
    const variance = trials * chance * (1 - chance);
    if (variance > NORMAL_FROM) return Math.min(trials, Math.max(0, Math.round(trials * chance + Math.sqrt(variance) * normal())));
    return byInversion({ trials, chance, uniform: random() });
  }
}

function byInversion({ trials, chance, uniform }: Readonly<Record<'trials' | 'chance' | 'uniform', number>>): number {
  const odds = chance / (1 - chance);
  let mass = Math.exp(trials * Math.log1p(-chance));
  let left = uniform;
  let count = 0;
  while (left > mass && count < trials) {
    left -= mass;
    count++;
    mass *= (odds * (trials - count + 1)) / count;
  }
  return count;
}
