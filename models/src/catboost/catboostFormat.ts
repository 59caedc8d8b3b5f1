import type { ModelFormat } from '../model.ts';
import { textStart } from '../textStart.ts';

export const catboostFormat = {
  about: 'JSON written by CatBoost (`model.save_model("model.json", format="json")`), of numeric and one-hot features',
  predictsUnseen: true,
  // The keys may come in any order, and the lists of hashes and borders may be long.
  sniff: (bytes) =>
    /^(\xef\xbb\xbf)?\s*\{\s*"(ctr_data|features_info|model_info|oblivious_trees|scale_and_bias|trees)"\s*:/.test(textStart(bytes)),
  read: async (bytes) => (await import('./readCatboost.ts')).readCatboost(bytes),
} satisfies ModelFormat;
