import type { ModelFormat } from '../model.ts';
import { textStart } from '../textStart.ts';

export const xgboostFormat = {
  about: 'XGBoost 1.0 and later, saved as JSON or UBJSON (`save_model("model.ubj")`)',
  predictsUnseen: true,
  sniff: isXgboost,
  read: async (bytes) => (await import('./readXgboost.ts')).readXgboost(bytes),
} satisfies ModelFormat;

/** The document has two keys, which may come in any order. */
function isXgboost(bytes: Uint8Array): boolean {
  const start = textStart(bytes);
  if (/^\{[#L]?[UiIlL]/.test(start)) return /learner|version|Config|Model/.test(start);
  return /^(\xef\xbb\xbf)?\s*\{\s*"(learner|version)"\s*:/.test(start);
}
