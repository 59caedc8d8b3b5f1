import { cut } from '../status/cut.ts';

/** Longest text of a pod or event that a condition repeats. */
const longest = 500;

/** A text that another program wrote, for a condition: one line, without control and format characters and the last full stop, since ours may follow; cut. */
export function foreignText(text: string): string {
  const line = text.slice(0, 4 * longest).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return cut(line.trim().replace(/(?<!\.)\.$/, ''), longest);
}
