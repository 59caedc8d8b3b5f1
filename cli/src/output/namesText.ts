import { printable } from '@modelmonitor/api/plain';

const mostNames = 12;

/** Names for a terminal: the first twelve, cut where they are long, then how many more. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => printable(name.length > 60 ? `${name.slice(0, 60)}…` : name));
  return shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '');
}
