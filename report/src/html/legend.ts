import { html, type Markup } from './markup.ts';

/** Which drawing is the reference (an area) and which the current data (a line). */
export function legend(): Markup {
  return html`<span class="legend">
    <svg viewBox="0 0 24 12" aria-hidden="true"><path class="r" d="M1 11V2H23V11z"/></svg>reference
    <svg viewBox="0 0 24 12" aria-hidden="true"><path class="c" d="M1 11V2H23V11z"/></svg>current
  </span>`;
}
