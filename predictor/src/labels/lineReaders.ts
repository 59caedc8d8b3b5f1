import { textOf } from '../problem.ts';
import { type LabelLine, lineProblem } from './labelLines.ts';

/** Reads the lines of a CSV file with the columns id and actual. */
export type ReadLine = (line: string) => LabelLine | undefined;

/**
 * The reader of CSV: the first line names the columns, `id` and `actual` among them, others are ignored; fields are parted by a comma, a
 * semicolon or a tab, and may be quoted within a line. Empty lines are skipped.
 */
export function csvLabelReader(): ReadLine {
  let number = 0;
  let layout: { readonly delimiter: string; readonly idColumn: number; readonly actual: number; readonly width: number } | undefined;
  return (text) => {
    number++;
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (line === '') return undefined;
    if (layout === undefined) {
      layout = layoutOf(number === 1 && line.charCodeAt(0) === 0xfeff ? line.slice(1) : line, number);
      return undefined;
    }
    const { delimiter, width } = layout;
    const fields = line.includes('"') ? splitFields(line, delimiter) : line.split(delimiter);
    if (fields === undefined) throw lineProblem('wrong_shape', { line: number, expected: 'a closing quote', got: textOf(line) });
    if (fields.length !== width) throw lineProblem('wrong_count', { line: number, expected: `${width} fields`, got: `${fields.length}` });
    const actual = fields[layout.actual] as string;
    return { line: number, id: fields[layout.idColumn], actual: actual === '' ? null : actual };
  };
}

function layoutOf(header: string, line: number) {
  const delimiter = [',', ';', '\t'].find((one) => header.includes(one)) ?? ',';
  const names = (splitFields(header, delimiter) ?? []).map((name) => name.trim());
  const [id, actual] = [names.indexOf('id'), names.indexOf('actual')];
  if (id >= 0 && actual >= 0) return { delimiter, idColumn: id, actual, width: names.length };
  throw lineProblem('wrong_shape', { line, expected: 'a header with the columns id and actual', got: textOf(header) });
}

/** The fields of a line with quotes; undefined when one is not closed. */
function splitFields(line: string, delimiter: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] !== '"') {
      const end = line.indexOf(delimiter, at);
      fields.push(line.slice(at, end < 0 ? undefined : end));
      if (end < 0) return fields;
      at = end + 1;
      continue;
    }
    let end = line.indexOf('"', at + 1);
    while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
    if (end < 0) return undefined;
    fields.push(line.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 >= line.length) return fields;
    if (line[end + 1] !== delimiter) return undefined;
    at = end + 2;
  }
}

/** The reader of lines of JSON, `{"id": …, "actual": …}` each. Empty lines are skipped. */
export function jsonLabelReader(): ReadLine {
  let number = 0;
  return (text) => {
    number++;
    const line = text.trim();
    if (line === '') return undefined;
    const value = parseLine(line, number);
    const { id, actual, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    if (id === undefined || actual === undefined || Object.keys(rest).length > 0)
      throw lineProblem('wrong_shape', {
        line: number,
        expected: 'an object {id, actual} with the id of a prediction',
        got: textOf(value),
      });
    return { line: number, id, actual };
  };
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw lineProblem('wrong_shape', { line: number, expected: 'a line of JSON', got: textOf(line) });
  }
}
