import { type Problem, problem } from './problem.ts';
import { childSchema, type SchemaNode } from './schemaNode.ts';

type Keys = readonly (string | number)[];

/** Levels a document may nest; a ModelMonitor with a full affinity has about fifteen. */
const deepestNesting = 64;

/** Values a document may hold: far more than fit into the 1.5 MiB that an API server stores. */
const mostValues = 500_000;

/**
 * Copies a document that should be JSON, so that validation may fill in defaults and no hostile shape (a cycle, a million levels, aliases that
 * multiply, a value that is not JSON) reaches it. As in the API server, a known field that is null counts as absent.
 *
 * @returns the copy, made of this realm's arrays and objects, or the one problem that makes the document unreadable
 */
export function copyJson(document: unknown, schema: SchemaNode): { copy: unknown; found?: never } | { copy?: never; found: Problem } {
  let left = mostValues;
  const copyOf = (value: unknown, node: SchemaNode | undefined, at: Keys): unknown => {
    left -= 1;
    if (left < 0) throw new Unreadable([], `expected at most ${mostValues} values, got more`);
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
    if (typeof value !== 'object') throw new Unreadable(at, `expected a JSON value, got a ${typeof value}`);
    if (at.length >= deepestNesting)
      throw new Unreadable(at.slice(0, 8), `expected at most ${deepestNesting} levels of nesting, got more (or a cycle)`);
    if (Array.isArray(value)) return Array.from(value, (item, index) => copyOf(item ?? null, node?.items, [...at, index]));
    const entries = Object.entries(value).filter(
      ([key, item]) => item !== undefined && !(item === null && childSchema(node, key) !== undefined),
    );
    return Object.fromEntries(entries.map(([key, item]) => [key, copyOf(item, childSchema(node, key), [...at, key])]));
  };
  try {
    return { copy: copyOf(document ?? null, schema, []) };
  } catch (error) {
    if (error instanceof Unreadable) return { found: problem(error.at, error.message) };
    throw error;
  }
}

class Unreadable extends Error {
  readonly at: Keys;

  constructor(at: Keys, message: string) {
    super(message);
    this.at = at;
  }
}
