import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leaveOut, type TestSurroundings } from '../leaveOut.ts';
import { goBuild } from './goBuild.ts';
import type { Recipe } from './recipes.ts';

export interface DefinitionsSearch extends TestSurroundings {
  /** Name of the tests that are skipped without them. */
  readonly what: string;
}

/**
 * Paths of the resource definitions that a recipe fetches, YAML, one per file. When they are missing, the tests are skipped with a loud
 * message.
 *
 * @throws Error when CI is set and they are missing
 */
export async function resourceDefinitions(
  recipe: Recipe,
  { what, ...surroundings }: DefinitionsSearch,
): Promise<readonly string[] | undefined> {
  const folder = await goBuild(recipe, surroundings);
  if (folder === undefined) return leaveOut(`${what}: expected Go, to fetch ${recipe.what}, found none`, surroundings);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}
