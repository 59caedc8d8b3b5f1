import type { ModelFormat } from '../model.ts';

/** Estimators of scikit-learn, and of XGBoost and LightGBM inside of them, saved by skops: a zip of schema.json and arrays. */
export const skopsFormat = {
  predictsUnseen: true,
  about: 'scikit-learn 1.1 to 1.9 saved by `skops.io.dump`',
  // The directory of a zip is at its end; names of entries also precede their contents.
  sniff: (bytes) =>
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    bytes[2] === 3 &&
    bytes[3] === 4 &&
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('schema.json'),
  read: async (bytes) => (await import('./readSkops.ts')).readSkops(bytes),
} satisfies ModelFormat;
