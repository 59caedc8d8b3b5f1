import type { ModelContract } from '../model.ts';

/** What the resource says of `smallForestFile`. */
export const smallForestContract: ModelContract = {
  task: 'classification',
  features: [
    { name: 'alcohol', type: 'numeric' },
    { name: 'soil', type: 'categorical', values: ['clay', 'sand'] },
  ],
  classes: ['red', 'white'],
};
/** A forest small enough to follow on paper; tests break it in one place each. */
export const smallForestFile = {
  format: 'modelmonitor/forest',
  formatVersion: 1,
  task: 'classification',
  aggregation: 'vote',
  features: ['alcohol', 'soil'],
  categories: { soil: ['clay', 'sand', 'chalk'] },
  classes: ['red', 'white'],
  training: { seed: 1 },
  trees: [
    { feature: [0, -1, 1, -1, -1], value: [12.5, 0, 0.5, 1, 0] },
    { feature: [-1], value: [1] },
  ],
};

/** A model file's bytes. */
export function bytesOf(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}
