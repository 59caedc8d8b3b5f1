import { clippedText } from '@modelmonitor/api/plain';
import { html, type Markup, rawMarkup } from './markup.ts';

/** Characters of a name a table shows; the rest is in its tooltip. */
const SHOWN = 80;

/** Characters a tooltip holds: data may carry a whole file in one cell. */
const HELD = 400;

/** A name out of the data: isolated from the writing direction around it, cut when long, in full in its tooltip. */
export function nameMarkup(name: string, length = SHOWN): Markup {
  if (name.trim() === '') return html`<i>${name === '' ? 'empty text' : 'blank'}</i>`;
  const shown = clippedText(name, length);
  return html`<bdi${shown !== name && html` title="${clippedText(name, HELD)}"`}>${breakable(shown)}</bdi>`;
}

/** Lets a line break after the signs that join words, so that names are not broken inside a word. */
function breakable(name: string): Markup[] {
  return name.split(/(?<=[_/.-])(?=[^_/.-])/).map((part, index) => html`${index > 0 && rawMarkup('<wbr>')}${part}`);
}
