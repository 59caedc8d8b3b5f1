// How tests read the tables of docs/values.md.

/** Cells of the table of a page that has these headings, row by row. */
export function rowsOf(page: string, ...headings: readonly string[]): string[][] {
  const [, table, ...others] = page.split(`| ${headings.join(' | ')} |\n`);
  if (table === undefined || others.length > 0) throw new Error(`expected one table with the headings ${headings.join(', ')}`);
  const rows = table.split('\n').slice(1);
  const cellsOf = (row: string) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  return rows
    .slice(
      0,
      rows.findIndex((row) => !row.startsWith('|')),
    )
    .map(cellsOf);
}

/** The texts in backticks of a cell, those that `…` stands for included; ␣ is a no-break blank. */
export function textsIn(cell: string): string[] {
  const pieces = [...cell.matchAll(/`([^`]*)`( … )?/g)];
  return pieces.flatMap(([, text = '', more], index) => {
    const before = pieces[index - 1];
    return more !== undefined ? [] : before?.[2] === undefined ? [text.replaceAll('␣', '\u00a0')] : countUp(before[1] ?? '', text);
  });
}

/** Texts from one to another, which differ in one whole number. */
function countUp(first: string, last: string): string[] {
  const place = [...first].findIndex((character, index) => /\d/.test(character) && !last.startsWith(first.slice(0, index + 1)));
  const start = /\d*$/.exec(first.slice(0, place))?.index ?? place;
  const numberIn = (text: string) => /^\d+/.exec(text.slice(start))?.[0] ?? '';
  const [from, to] = [Number(numberIn(first)), Number(numberIn(last))];
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const number = String(from + index).padStart(numberIn(first).length, '0');
    return `${first.slice(0, start)}${number}${first.slice(start + numberIn(first).length)}`;
  });
}
