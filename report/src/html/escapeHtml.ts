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
