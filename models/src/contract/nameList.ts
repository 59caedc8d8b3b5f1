/** Names or values for a message: quoted where they are texts, the first eight, then how many more; "none" for an empty list. */
export function nameList(names: readonly (string | number | boolean | null)[], most = 8): string {
  const first = names.slice(0, most).map((name) => JSON.stringify(name));
  return names.length === 0 ? 'none' : first.join(', ') + (names.length > most ? ` and ${names.length - most} more` : '');
}
