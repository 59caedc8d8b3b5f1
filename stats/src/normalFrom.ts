/**
 * A generator of standard normal numbers from a uniform one, by Marsaglia's polar form of Box–Muller.
 *
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns a function that gives the next number of mean 0 and standard deviation 1
 * @see Marsaglia & Bray, A Convenient Method for Generating Normal Variables (1964)
 * @example
 * normalFrom(randomFromSeed(42))() // => 0.31875784963858494
 */
export function normalFrom(random: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const [x, y, radiusSquared] = pointInDisc(random);
    const factor = Math.sqrt((-2 * Math.log(radiusSquared)) / radiusSquared);
    spare = y * factor;
    return x * factor;
  };
}

function pointInDisc(random: () => number): [number, number, number] {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const radiusSquared = x * x + y * y;
    if (radiusSquared > 0 && radiusSquared < 1) return [x, y, radiusSquared];
  }
}
