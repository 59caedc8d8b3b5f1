import { median } from './median.ts';

/** Measures something once. */
export type Measure<T> = () => Promise<T>;

/**
 * Measures several contenders in turn, A B C A B C: the same server differs by a fifth between minutes, so only neighbours are compared.
 *
 * @returns the measurements of each contender, one per round
 */
export async function interleave<T>(contenders: ReadonlyMap<string, Measure<T>>, rounds: number): Promise<ReadonlyMap<string, T[]>> {
  const measured = new Map<string, T[]>([...contenders.keys()].map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of contenders) measured.get(name)?.push(await measure());
  }
  return measured;
}

/**
 * Median of the ratios ours / theirs, round by round.
 *
 * @throws RangeError when the rounds are not paired
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) throw new RangeError(`paired rounds are needed, got ${ours.length} and ${theirs.length}`);
  return median(ours.map((own, round) => own / (theirs[round] as number)));
}
