// Generated from models/src/formats.ts by `npm run generate`; do not edit.

/** Every model format by name, and what its files are. */
export const modelFormats = {
  "forest": "JSON written by `modelmonitor train` or ml-random-forest",
  "skops": "scikit-learn 1.1 to 1.9 saved by `skops.io.dump`",
  "xgboost": "XGBoost 1.0 and later, saved as JSON or UBJSON (`save_model(\"model.ubj\")`)"
} as const;

export type ModelFormatName = keyof typeof modelFormats;

/** Formats whose models cannot predict a category that they do not know. */
export const formatsWithoutUnseen: readonly ModelFormatName[] = ['skops'];
