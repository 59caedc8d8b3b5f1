// Generated from models/src/formats.ts by `npm run generate`; do not edit.

/** Every model format by name, and what its files are. */
export const modelFormats = {
  "forest": "JSON written by `modelmonitor train` or ml-random-forest",
  "xgboost": "XGBoost 1.0 and later, saved as JSON or UBJSON (`save_model(\"model.ubj\")`)",
  "lightgbm": "text written by LightGBM 2.0 and later (`booster.save_model(\"model.txt\")`)",
  "catboost": "JSON written by CatBoost (`model.save_model(\"model.json\", format=\"json\")`), of numeric and one-hot features",
  "onnx": "ONNX, as skl2onnx, onnxmltools and CatBoost write it",
  "skops": "scikit-learn 1.1 to 1.9 saved by `skops.io.dump`"
} as const;

export type ModelFormatName = keyof typeof modelFormats;

/** Formats whose models cannot predict a category that they do not know. */
export const formatsWithoutUnseen: readonly ModelFormatName[] = [];
