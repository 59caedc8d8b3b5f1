/**
 * The seed of one tree, which makes a forest independent of how its training is divided into steps.
 * Neighbouring inputs give unrelated seeds: the finaliser of MurmurHash3 (32 bit) mixes them.
 *
 * @param seed the forest's seed, an integer
 * @param tree index of the tree
 * @returns a signed 32-bit integer
 * @see Appleby, MurmurHash3, fmix32
 */
export function treeSeed(seed: number, tree: number): number {
  let hash = (seed ^ Math.imul(tree + 1, 0x9e3779b1)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
