import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a recipe: a whole new one, or lines to add to one there is. */
export interface RecipeFile {
  readonly path: string;
  readonly kind: 'ts' | 'diff';
  readonly text: string;
}

/** The files that a section of docs/extend.md shows. */
export function recipe(section: string): readonly RecipeFile[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/extend.md'), 'utf8');
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
  if (text === undefined) throw new Error(`docs/extend.md has no section "${section}"`);
  return [...text.matchAll(/^```(ts|diff) (\S+)\n(.*?)^```$/gms)].map(([, kind, path, block]) => ({
    path: path as string,
    kind: kind as RecipeFile['kind'],
    text: block as string,
  }));
}

/**
 * Applies the lines of a diff: those with ` ` have to be found in the file, in their order, those with `+` are added after them, those with
 * `-` are removed.
 *
 * @throws Error when a line is not in the file
 */
export function patch(file: string, diff: string): string {
  const lines = file.split('\n');
  let at = 0;
  for (const line of diff.split('\n').slice(0, -1)) {
    const content = line.slice(1);
    if (line.startsWith('+')) {
      lines.splice(at++, 0, content);
      continue;
    }
    const found = lines.indexOf(content, at);
    if (found < 0) throw new Error(`expected the line ${JSON.stringify(content)} in the file`);
    if (line.startsWith('-')) lines.splice(found, 1);
    at = line.startsWith('-') ? found : found + 1;
  }
  return lines.join('\n');
}
