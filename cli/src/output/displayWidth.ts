// East Asian wide and full-width blocks, and emoji (Unicode Standard Annex 11): two columns on a terminal.
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;

const PLAIN = /^[\x20-\x7e]*$/;

const NO_WIDTH = /^[\p{Mark}\p{Format}]+$/u;

/**
 * Columns that text takes on a terminal: one per visible character, two for wide ones.
 *
 * @example
 * displayWidth('naïve 葡萄') // => 10
 */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (!NO_WIDTH.test(segment)) width += WIDE.test(segment) ? 2 : 1;
  }
  return width;
}
