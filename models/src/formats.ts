import { catboostFormat } from './catboost/catboostFormat.ts';
import { forestFormat } from './forest/forestFormat.ts';
import { lightgbmFormat } from './lightgbm/lightgbmFormat.ts';
import type { ModelFormat } from './model.ts';
import { onnxFormat } from './onnx/onnxFormat.ts';
import { skopsFormat } from './skops/skopsFormat.ts';
import { xgboostFormat } from './xgboost/xgboostFormat.ts';

/** Every model format, by its name in `spec.model.versions[].format`. */
export const formats = {
  forest: forestFormat,
  xgboost: xgboostFormat,
  lightgbm: lightgbmFormat,
  catboost: catboostFormat,
  onnx: onnxFormat,
  skops: skopsFormat,
} as const satisfies Readonly<Record<string, ModelFormat>>;
