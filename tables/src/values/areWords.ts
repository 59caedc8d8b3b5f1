import { isMissingMarker } from './missing.ts';
import { truthOf } from './truth.ts';

/** Texts that are looked at. */
const FEW = 100;

/** Whether texts are words, as most are: no numbers, times or truth values, which need a closer look. */
export function areWords(texts: readonly string[]): boolean {
  const step = Math.max(1, Math.floor(texts.length / FEW));
  const some = texts.filter((_, index) => index % step === 0);
  const open = some.filter((text) => /\d/.test(text) || isMissingMarker(text) || truthOf(text) !== undefined);
  return open.length <= some.length / 2;
}
