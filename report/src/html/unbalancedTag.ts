/** Elements without an end tag. */
const VOID = new Set(['meta', 'input', 'wbr', 'br', 'hr', 'link']);

/**
 * For tests: the first tag of a page that does not match, or undefined when all do. Stricter than HTML, which lets end tags be left out.
 *
 * @example
 * unbalancedTag('<p><b>a</p>') // => '</p> does not match'
 */
export function unbalancedTag(page: string): string | undefined {
  const open: string[] = [];
  const markup = page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '<$1></$1>');
  for (const [tag, slash, name = '', end] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*\s*(\/?)>|<(?!!doctype html>)/g,
  )) {
    if (tag === '<') return 'a stray <';
    if (slash === '' && end === '' && !VOID.has(name)) open.push(name);
    if (slash === '/' && open.pop() !== name) return `${tag} does not match`;
  }
  return open.length > 0 ? `<${open.at(-1)}> is not closed` : undefined;
}
