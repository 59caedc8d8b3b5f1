/**
 * A sample without replacement of the numbers 0 to population − 1, drawn as Python's `random.sample(range(population), size)` does.
 *
 * @param next gives integers from 0 to 2³² − 1, such as `mersenneTwister`
 * @param population how many numbers there are, below 2³¹
 * @param size how many to draw, at most the population
 * @returns the numbers in the order drawn
 * @throws RangeError when more are requested than there are
 */
export function sampleIndices(next: () => number, population: number, size: number): Int32Array {
  if (!(size >= 0 && size <= population)) throw new RangeError(`sample needs at most ${population} numbers to be drawn, got ${size}`);
  // Python compares the memory of a pool with that of a set of what was drawn; both ways give different samples.
  const setSize = 21 + (size > 5 ? 4 ** Math.ceil(Math.log(size * 3) / Math.log(4)) : 0);
  return population <= setSize ? fromPool(next, population, size) : fromSet(next, population, size);
}

function fromPool(next: () => number, population: number, size: number): Int32Array {
  const pool = new Int32Array(population);
  for (let index = 0; index < population; index++) pool[index] = index;
  const drawn = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const at = below(next, population - i);
    drawn[i] = pool[at] as number;
    pool[at] = pool[population - i - 1] as number;
  }
  return drawn;
}

function fromSet(next: () => number, population: number, size: number): Int32Array {
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(below(next, population));
  return Int32Array.from(drawn);
}

/** Uniform below a bound: as many bits as it has, again until they fit. */
function below(next: () => number, bound: number): number {
  const shift = Math.clz32(bound);
  let value = next() >>> shift;
  while (value >= bound) value = next() >>> shift;
  return value;
}
