import { displayWidth } from './displayWidth.ts';

/**
 * Text that takes at most so many columns on a terminal. Of a longer name the middle is left out, so that names with the same beginning or the
 * same end still differ; of a sentence the end.
 *
 * @example
 * cutText('temperature_of_the_reactor_1', 16) // => 'temperatur…tor_1'
 */
export function cutText(text: string, columns: number, at: 'middle' | 'end' = 'middle'): string {
  if (displayWidth(text) <= columns) return text;
  const room = Math.max(0, columns - 1);
  const characters = Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
  const end = fitting(characters.toReversed(), at === 'end' ? 0 : Math.floor(room / 3));
  const start = fitting(characters, room - end.width);
  return `${start.taken.join('')}…${end.taken.toReversed().join('')}`;
}

/** The first characters that fit. */
function fitting(characters: readonly string[], columns: number): { taken: string[]; width: number } {
  const taken: string[] = [];
  let width = 0;
  for (const character of characters) {
    const next = displayWidth(character);
    if (width + next > columns) break;
    taken.push(character);
    width += next;
  }
  return { taken, width };
}
