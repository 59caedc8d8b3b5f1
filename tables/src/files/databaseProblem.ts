const LONGEST = 300;

/** What the database found wrong in a file, in one line; it goes on with advice about its own options. */
export function databaseProblem(message: string): string {
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line !== undefined) return `CSV Error on Line: ${line}: ${csvProblem(message)}`;
  const lines = message.split('\n').filter((text) => text.trim() !== '');
  const advice = lines.findIndex((text) => text.startsWith('Possible'));
  return cut(lines.slice(0, advice < 0 ? 3 : advice).join('; '));
}

function csvProblem(message: string): string {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  if (expected !== undefined) return `the header has ${expected} columns, this line has ${found}`;
  if (/not utf-8|unicode/i.test(message)) return 'expected text in UTF-8, got bytes of another encoding, such as Latin-1, in this line';
  if (/Maximum line size/i.test(message)) return 'expected lines of at most 2 MB';
  if (/unterminated quote|quote should be followed/i.test(message)) return 'a quote is not closed correctly';
  return cut(message.split('\n').slice(2).join('; '));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
