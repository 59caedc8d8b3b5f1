import type { ModelFormat } from '../model.ts';
import { textStart } from '../textStart.ts';

/**
 * Random forests: `modelmonitor/forest` files, and the bare JSON of ml-random-forest.
 * The latter names nothing, so its features, categories and classes are taken to be the resource's.
 */
export const forestFormat = {
  about: 'JSON written by `modelmonitor train` or ml-random-forest',
  predictsUnseen: true,
  sniff: (bytes) =>
    /^\s*\{/.test(textStart(bytes)) && /"(modelmonitor\/forest|RFClassifier|RFRegression|baseModel)"/.test(textStart(bytes)),
  read: async (bytes) => (await import('./loadForest.ts')).readForest(bytes),
} satisfies ModelFormat;
