import { forestFormat } from './forest/forestFormat.ts';
import type { ModelFormat } from './model.ts';

/** Every model format by the name `spec.model.versions[].format` uses. */
export const formats = { forest: forestFormat } as const satisfies Readonly<Record<string, ModelFormat>>;
