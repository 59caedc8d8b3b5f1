import { ProblemError } from '../problem.ts';

/** A label as a line of a stream has it. */
export interface LabelLine {
  /** Number of the line, the first being 1. */
  readonly line: number;
  readonly id: unknown;
  /** Null where the line has no value. */
  readonly actual: unknown;
}

/** Longest line of a stream, in characters. */
const longestLine = 65_536;

/** Cuts text that arrives in pieces into lines; `end` returns the last one, which needs no line break. */
export interface LineCutter {
  add(text: string): string[];
  end(): string[];
}

export function createLineCutter(): LineCutter {
  let rest = '';
  let lines = 0;
  const checkLength = (line: string) => {
    if (line.length <= longestLine) return;
    throw lineProblem('wrong_shape', { line: lines + 1, expected: `a line of at most ${longestLine} characters`, got: 'a longer one' });
  };
  return {
    add(text) {
      const cut = (rest + text).split('\n');
      rest = cut.pop() as string;
      for (const line of cut) {
        checkLength(line);
        lines++;
      }
      checkLength(rest);
      return cut;
    },
    end() {
      const last = rest;
      rest = '';
      return last === '' ? [] : [last];
    },
  };
}

interface LineFault {
  readonly line: number;
  /** `id` or `actual`, where one of them is wrong. */
  readonly field?: string;
  readonly expected: string;
  readonly got: string;
}

/** The refusal of a line, which it names. */
export function lineProblem(kind: 'wrong_shape' | 'wrong_count', { line, field, expected, got }: LineFault): ProblemError {
  const place = field === undefined ? `line ${line}` : `line ${line}, field ${field}`;
  return new ProblemError(kind, `${place}: expected ${expected}, got ${got}`, {
    errors: [{ pointer: `/${line}${field === undefined ? '' : `/${field}`}`, kind, expected, got }],
  });
}
