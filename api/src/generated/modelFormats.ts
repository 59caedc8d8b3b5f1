// Generated from models/src/formats.ts by `npm run generate`; do not edit.

/** Every model format by name, and what its files are. */
export const modelFormats = {
  "forest": "JSON written by `modelmonitor train` or ml-random-forest"
} as const;

export type ModelFormatName = keyof typeof modelFormats;

/** Formats whose models cannot predict a category that they do not know. */
export const formatsWithoutUnseen: readonly ModelFormatName[] = [];
