import { forestFormat } from './forest/forestFormat.ts';
import type { ModelFormat } from './model.ts';
import { skopsFormat } from './skops/skopsFormat.ts';
import { xgboostFormat } from './xgboost/xgboostFormat.ts';

/** Every model format, by its name in `spec.model.versions[].format`. */
export const formats = { forest: forestFormat, skops: skopsFormat, xgboost: xgboostFormat } as const satisfies Readonly<
  Record<string, ModelFormat>
>;
