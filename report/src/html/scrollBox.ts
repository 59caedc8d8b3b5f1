import { html, type Markup } from './markup.ts';

/** A box that scrolls sideways where the page is narrow, by touch and by keyboard. */
export function scrollBox(name: string, content: Markup): Markup {
  return html`<div class="scroll" role="group" aria-label="${name}" tabindex="0">${content}</div>`;
}
