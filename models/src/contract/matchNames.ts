/**
 * For each of `names`, its index in `known`, or -1: the same text, else the same meaning where only one of `known` has it.
 * `1`, `1.0` and `true` mean the same, blanks at the ends mean nothing.
 */
export function matchNames(names: readonly string[], known: readonly string[]): number[] {
  const exact = new Map(known.map((name, index) => [name, index]));
  const byMeaning = new Map<string, number>();
  for (const [index, name] of known.entries()) byMeaning.set(meaningOf(name), byMeaning.has(meaningOf(name)) ? -1 : index);
  return names.map((name) => exact.get(name) ?? byMeaning.get(meaningOf(name)) ?? -1);
}

function meaningOf(name: string): string {
  const text = name.trim();
  if (/^true$/i.test(text)) return '1';
  if (/^false$/i.test(text)) return '0';
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
