import { parseSync } from '@swc/core';

/** A node of SWC's syntax tree. */
export interface Node {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

/** A node and the one it stands in. */
export interface Placed {
  readonly node: Node;
  readonly parent: Placed | undefined;
}

/** The syntax tree of a TypeScript file. */
export class Parsed {
  /** Every node, outer before inner. */
  readonly nodes: readonly Placed[];
  readonly #bytes: Buffer;
  readonly #base: number;

  /** @throws Error when the text is not TypeScript */
  constructor(text: string) {
    // SWC counts bytes on from the file parsed before and starts a module at its first token: a semicolon in front marks where that is.
    const marked = `;${text.startsWith('#!') ? `//${text.slice(2)}` : text}`;
    const root = parseSync(marked, { syntax: 'typescript', target: 'es2024' }) as unknown as Node;
    this.nodes = [...place(root, undefined)];
    this.#bytes = Buffer.from(marked);
    this.#base = root.span.start;
  }

  /** Nodes of some types. */
  all(...types: readonly string[]): Node[] {
    return this.nodes.filter(({ node }) => types.includes(node.type)).map(({ node }) => node);
  }

  /** Line a node starts at, from 1. */
  lineOf({ span }: Node): number {
    return this.#lineAt(span.start);
  }

  /** Lines a node takes. */
  linesOf({ span }: Node): number {
    return this.#lineAt(span.end) - this.#lineAt(span.start) + 1;
  }

  textOf({ span }: Node): string {
    return this.#bytes.toString('utf8', span.start - this.#base, span.end - this.#base);
  }

  #lineAt(position: number): number {
    let line = 1;
    for (let at = this.#bytes.indexOf(10); at !== -1 && at < position - this.#base; at = this.#bytes.indexOf(10, at + 1)) line += 1;
    return line;
  }
}

function* place(value: unknown, parent: Placed | undefined): Iterable<Placed> {
  if (value === null || typeof value !== 'object') return;
  const here = typeof (value as Node).type === 'string' ? { node: value as Node, parent } : undefined;
  if (here !== undefined) yield here;
  for (const item of Object.values(value)) yield* place(item, here ?? parent);
}
