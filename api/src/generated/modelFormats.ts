// Generated from models/src/formats.ts by `npm run generate`; do not edit.

/** Every model format by name, and what its files are. */
export const modelFormats = {
  "forest": "JSON written by `modelmonitor train` or ml-random-forest",
  "xgboost": "XGBoost 1.0 and later, saved as JSON or UBJSON (`save_model(\"model.ubj\")`)"
} as const;

export type ModelFormatName = keyof typeof modelFormats;

/** Formats whose models cannot predict a category that they do not know. */
export const formatsWithoutUnseen: readonly ModelFormatName[] = [];
