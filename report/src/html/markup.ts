/** Text that is HTML already. Only `html` and `rawMarkup` make it, so nothing reaches a page unescaped by accident. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in an `html` template; `undefined`, `null` and `false` leave nothing. */
export type Interpolated = string | number | Markup | readonly Interpolated[] | undefined | null | false;

/**
 * Template tag: every string and number put into it is escaped, markup and lists of markup go in as they are.
 * Line ends and the indentation of the template are dropped, so tags may be written one below the other.
 *
 * @example
 * html`<b>${'1 < 2'}</b>`.text // => '<b>1 &lt; 2</b>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Markup {
  let text = '';
  strings.forEach((piece, index) => {
    text += (piece.includes('\n') ? piece.replaceAll(/\n\s*/g, '') : piece) + markupText(values[index]);
  });
  return new Markup(text);
}

/** Markup from text of our own: never from data. */
export function rawMarkup(text: string): Markup {
  return new Markup(text);
}

function markupText(value: Interpolated): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeHtml(value);
  return value.map(markupText).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters that HTML forbids, all but tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Whether anything has to be done; most texts of a report are plain, and there are tens of thousands of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const SUSPICIOUS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f&<>"'\ud800-\udfff]/;

/**
 * Text made safe for HTML, both between tags and inside a quoted attribute.
 *
 * Characters that HTML does not allow, and halves of surrogate pairs, become U+FFFD.
 *
 * @example
 * escapeHtml('<b title="1">') // => '&lt;b title=&quot;1&quot;&gt;'
 */
export function escapeHtml(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text
    .toWellFormed()
    .replaceAll(FORBIDDEN, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
