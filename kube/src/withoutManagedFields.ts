const mark = '"managedFields":[';

const [quote, backslash, opening, closing, openingBrace, closingBrace] = [...'"\\[]{}'].map((character) => character.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Member in place of `managedFields` in metadata of which the fields of one manager are of interest. */
const ownMark = '"ownFields":';

/**
 * JSON of the API server without `metadata.managedFields`, which is the larger part of many objects and never used: text that is cut out is
 * not parsed into thousands of small objects. No other field that is read is a list of that name, and inside a string the quotes of such a
 * name are escaped.
 *
 * @param manager whose applied fields stay, as one text in the member `ownFields`
 */
export function withoutManagedFields(text: string, manager?: string): string {
  const kept: string[] = [];
  let start = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, start)) {
    const end = endOfList(text, at + mark.length);
    const own = manager === undefined ? undefined : fieldsOf(manager, text, { start: at, end });
    if (own !== undefined) {
      kept.push(text.slice(start, at), ownMark, JSON.stringify(own));
      start = end;
      continue;
    }
    // One of the commas around it goes too.
    const isAfterOther = text[at - 1] === ',';
    kept.push(text.slice(start, isAfterOther ? at - 1 : at));
    start = !isAfterOther && text[end] === ',' ? end + 1 : end;
  }
  return start === 0 ? text : kept.join('') + text.slice(start);
}

/** The fields that a manager applied, among entries as the API server writes them; not those it applied to a status. */
function fieldsOf(manager: string, text: string, { start, end }: { readonly start: number; readonly end: number }): string | undefined {
  const entry = text.indexOf(`{"manager":${JSON.stringify(manager)},"operation":"Apply",`, start);
  if (entry === -1 || entry >= end) return undefined;
  const name = '"fieldsV1":';
  const at = text.indexOf(name, entry);
  if (at === -1 || at >= end) return undefined;
  const opened = at + name.length;
  const closed = endOfList(text, opened + 1);
  return text[closed] === '}' ? text.slice(opened, closed) : undefined;
}

/** @param at after the opening bracket @returns the position after the closing one, or the end of the text */
function endOfList(text: string, at: number): number {
  let depth = 1;
  for (let index = at; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index + 1);
    else if (code === opening || code === openingBrace) depth++;
    else if ((code === closing || code === closingBrace) && --depth === 0) return index + 1;
  }
  return text.length;
}

/** @param at after the opening quote @returns the position of the closing one */
function endOfString(text: string, at: number): number {
  let index = at;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === backslash) index++;
    else if (code === quote) return index;
  }
  return index;
}
