import { hypergeometricProbability, type Urn } from './hypergeometricProbability.ts';

/**
 * A random number of marked balls drawn from an urn, by inversion outwards from the most likely number: about as many steps as its standard
 * deviation, without tables.
 *
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @param urn whole numbers, marked and drawn at most balls
 * @returns a whole number
 * @see Kachitvichyanukul & Schmeiser, Computer Generation of Hypergeometric Random Variates (1985), algorithm HIN
 * @example
 * hypergeometricFrom(() => 0, { balls: 10, marked: 5, drawn: 4 }) // => 2
 */
export function hypergeometricFrom(random: () => number, urn: Urn): number {
  const { balls, marked, drawn } = urn;
  const spare = balls - marked - drawn;
  const [least, most] = [Math.max(0, -spare), Math.min(marked, drawn)];
  if (least === most) return least;
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (balls + 2));
  let [low, high] = [mode, mode];
  let below = hypergeometricProbability(mode, urn);
  let above = below;
  let rest = random() - below;
  while (rest >= 0 && (low > least || high < most)) {
    if (high < most) {
      above *= ((marked - high) * (drawn - high)) / ((high + 1) * (spare + high + 1));
      high++;
      rest -= above;
      if (rest < 0) return high;
    }
    if (low > least) {
      below *= (low * (spare + low)) / ((marked - low + 1) * (drawn - low + 1));
      low--;
      rest -= below;
      if (rest < 0) return low;
    }
    // What rounding left of 1 belongs to the mode.
    if (below === 0 && above === 0) return mode;
  }
  return mode;
}
