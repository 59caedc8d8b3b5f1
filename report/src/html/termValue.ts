import { html, type Interpolated, type Markup } from './markup.ts';

/** A term and its value, a line of a description list. */
export function termValue(term: string, value: Interpolated): Markup {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}
