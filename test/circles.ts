import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { importsOf } from './importsOf.ts';
import type { SourceFile } from './sourceFiles.ts';

/** Which files each file imports, types included: by relative paths, and by the packages of this repository. */
export function importGraph(files: readonly SourceFile[], root: string): Map<string, string[]> {
  const packages = new Map<string, Record<string, string>>();
  const exportsOf = (room: string) => {
    const known = packages.get(room);
    if (known !== undefined) return known;
    const { exports = {} } = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')) as {
      exports?: string | Record<string, string>;
    };
    const found = typeof exports === 'string' ? { '.': exports } : exports;
    packages.set(room, found);
    return found;
  };
  const target = (path: string, from: string): string | undefined => {
    if (from.startsWith('.')) return posix.join(posix.dirname(path), from);
    const [, room = '', rest = ''] = /^@modelmonitor\/(\w+)(\/.*)?$/.exec(from) ?? [];
    const file = room === '' ? undefined : exportsOf(room)[`.${rest}`];
    return file === undefined ? undefined : posix.join(room, file);
  };
  return new Map(files.map(({ path, parsed }) => [path, importsOf(parsed).flatMap(({ from }) => target(path, from) ?? [])]));
}

/**
 * Files that import each other in a circle: the strongly connected components of more than one file, and files that import themselves
 * (Tarjan, Depth-first search and linear graph algorithms, 1972).
 */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const stack: string[] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const visit = (path: string): number => {
    const index = order.size;
    order.set(path, index);
    lowest.set(path, index);
    stack.push(path);
    for (const next of graph.get(path) ?? []) {
      if (!graph.has(next)) continue;
      const reached = order.has(next) ? (stack.includes(next) ? (order.get(next) ?? index) : index) : visit(next);
      lowest.set(path, Math.min(lowest.get(path) ?? index, reached));
    }
    const low = lowest.get(path) ?? index;
    if (low === index) {
      const component = stack.splice(stack.indexOf(path));
      if (component.length > 1 || graph.get(path)?.includes(path)) found.push(component.sort());
    }
    return low;
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return found.sort((one, other) => (one[0] ?? '').localeCompare(other[0] ?? ''));
}
