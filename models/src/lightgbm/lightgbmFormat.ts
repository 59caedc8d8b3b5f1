import type { ModelFormat } from '../model.ts';
import { textStart } from '../textStart.ts';

export const lightgbmFormat = {
  about: 'text written by LightGBM 2.0 and later (`booster.save_model("model.txt")`)',
  predictsUnseen: true,
  sniff: (bytes) => /^\s*tree\r?\n/.test(textStart(bytes)),
  read: async (bytes) => (await import('./readLightgbm.ts')).readLightgbm(bytes),
} satisfies ModelFormat;
