import { decodeText } from '../document/decodeText.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { TextFields } from './textFields.ts';

interface FileParts {
  readonly head: TextFields;
  /** Whether the head has the bare line `average_output`: a random forest. */
  readonly averages: boolean;
  readonly trees: readonly TextFields[];
  /** Columns that the parameters name as categorical; absent where the file ends without them. */
  readonly categoricalColumns?: readonly number[];
  /** JSON of the last line `pandas_categorical:`; absent where there is none. */
  readonly pandasCategories?: unknown;
}

/** Splits a LightGBM file: head, trees, and the end, which files of version 2 may lack. Lines may end in CR LF. @throws ModelFormatError */
export function splitFile(bytes: Uint8Array): FileParts {
  const lines = linesOf(decodeText(bytes, 'a LightGBM model is text'));
  const starts = lines.flatMap((line, index) => (/^Tree=\d+\s*$/.test(line) ? [index] : []));
  const firstTree = starts[0] ?? lines.indexOf('end of trees');
  const headLines = lines.slice(0, firstTree < 0 ? lines.length : firstTree);
  const end = lines.indexOf('end of trees', starts.at(-1) ?? 0);
  const treeEnd = end < 0 ? lines.length : end;
  const trees = starts.map((start, index) => {
    const next = starts[index + 1] ?? treeEnd;
    return new TextFields(lines.slice(start + 1, next).filter(isField), `tree ${index}`);
  });
  const tail = lines.slice(treeEnd);
  const listed = tail.find((line) => line.startsWith('[categorical_feature:'));
  const pandas = lines.findLast((line) => line.startsWith('pandas_categorical:'));
  return {
    head: new TextFields(headLines.filter(isField), 'the head'),
    averages: headLines.includes('average_output'),
    trees,
    ...(listed === undefined ? {} : { categoricalColumns: columnsOf(listed) }),
    ...(pandas === undefined ? {} : { pandasCategories: parsePandas(pandas.slice('pandas_categorical:'.length)) }),
  };
}

/** Most lines: 20 for each of 150,000 trees. */
const mostLines = 3_000_000;

/** The lines of a text that are not empty. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (let [from, count] = [0, 0]; from < text.length; count++) {
    if (count === mostLines) throw new ModelFormatError(`a LightGBM model has at most ${mostLines} lines, got more`);
    const next = text.indexOf('\n', from);
    const end = next < 0 ? text.length : next;
    const line = text.slice(from, end > from && text[end - 1] === '\r' ? end - 1 : end);
    if (line !== '') lines.push(line);
    from = end + 1;
  }
  return lines;
}

function isField(line: string): boolean {
  return line.includes('=');
}

function columnsOf(line: string): number[] {
  const text = line.slice('[categorical_feature:'.length).replace(/\]\s*$/, '');
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .map(Number);
}

function parsePandas(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\bNaN\b/g, 'null'));
  } catch (cause) {
    throw new ModelFormatError(`pandas_categorical: expected JSON, got ${text.slice(0, 60)}`, { cause });
  }
}
