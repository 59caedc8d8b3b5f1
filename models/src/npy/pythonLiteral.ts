import { ModelFormatError } from '../modelFormatError.ts';

/** A value of a header of .npy; tuples are lists. */
export type PythonLiteral = string | number | boolean | null | readonly PythonLiteral[] | ReadonlyMap<string, PythonLiteral>;

const deepest = 32;

/**
 * The value that a Python literal describes: texts, whole numbers, True, False, None, lists, tuples and dicts with texts as keys.
 *
 * @throws ModelFormatError that quotes the text from the first character that is none of it
 */
export function pythonLiteral(text: string): PythonLiteral {
  const token = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+)L?|(True|False|None)|([[\](){},:]))/y;
  let place = 0;
  const next = (): RegExpExecArray => {
    token.lastIndex = place;
    const found = token.exec(text);
    if (found === null) throw new ModelFormatError(`expected a Python literal, got ${JSON.stringify(text.slice(place, place + 40))}`);
    place = token.lastIndex;
    return found;
  };
  const peek = (): string | undefined => /\s*(\S)/y.exec(text.slice(place))?.[1];

  const list = (end: string, depth: number): PythonLiteral[] => {
    const items: PythonLiteral[] = [];
    while (peek() !== end) {
      items.push(value(depth + 1));
      if (peek() === ',') next();
      else break;
    }
    expectMark(end);
    return items;
  };
  const dict = (depth: number): ReadonlyMap<string, PythonLiteral> => {
    const items = new Map<string, PythonLiteral>();
    while (peek() !== '}') {
      const key = value(depth + 1);
      expectMark(':');
      items.set(String(key), value(depth + 1));
      if (peek() === ',') next();
      else break;
    }
    expectMark('}');
    return items;
  };
  const expectMark = (mark: string): void => {
    const [, , , , , found] = next();
    if (found !== mark) throw new ModelFormatError(`expected ${mark} in the Python literal ${JSON.stringify(text.slice(0, 40))}`);
  };
  const value = (depth: number): PythonLiteral => {
    if (depth > deepest) throw new ModelFormatError(`a Python literal is nested at most ${deepest} deep`);
    const [, single, double, digits, word, mark] = next();
    const quoted = single ?? double;
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    if (digits !== undefined) return Number(digits);
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    if (mark === '[') return list(']', depth);
    if (mark === '(') return list(')', depth);
    if (mark === '{') return dict(depth);
    throw new ModelFormatError(`expected a Python literal, got ${JSON.stringify(mark)}`);
  };
  return value(0);
}
