import { cpSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { executablesNamed } from '../executables.ts';
import type { TestSurroundings } from '../leftOut.ts';
import { madeOnce } from './madeOnce.ts';
import { processGroup } from './processGroup.ts';
import { modulePath, type Recipe, recipeHash } from './recipes.ts';

/** Folder, outside the tree, that holds what a recipe makes. Another recipe has another folder, so nothing in it is ever out of date. */
export function builtFolder(recipe: Recipe, environment: TestSurroundings['environment']): string {
  const cache = environment['XDG_CACHE_HOME'] || join(environment['HOME'] ?? homedir(), '.cache');
  return join(cache, 'modelmonitor', 'control-plane', recipeHash(recipe));
}

/**
 * Makes what a recipe makes, unless it is there.
 *
 * @returns the folder; undefined when it is not there and neither is Go
 * @throws Error with the output of Go when it fails
 */
export async function goBuild(recipe: Recipe, { environment, write }: TestSurroundings): Promise<string | undefined> {
  const folder = builtFolder(recipe, environment);
  const [go] = executablesNamed('go', environment['PATH']);
  let begun: number | undefined;
  const make = async (out: string) => {
    if (go === undefined) throw new NoGo();
    begun = Date.now();
    write(`\nmaking ${recipe.what} with Go, once; it takes minutes, and is kept in ${folder}\n`);
    await build(go, recipe, { out, environment });
  };
  try {
    await madeOnce(folder, make);
  } catch (error) {
    if (error instanceof NoGo) return undefined;
    throw error;
  }
  if (begun !== undefined) write(`made ${recipe.what} in ${Math.round((Date.now() - begun) / 1000)} s\n`);
  return folder;
}

class NoGo extends Error {}

async function build(
  go: string,
  recipe: Recipe,
  { out, environment }: { out: string } & Pick<TestSurroundings, 'environment'>,
): Promise<void> {
  const group = processGroup({ ...environment, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' });
  // In a copy, where Go may write into go.mod what it likes.
  cpSync(modulePath(recipe), group.directory, { recursive: true });
  try {
    const building = await group.start('go', go, recipe.argumentsFor(out));
    if ((await building.ended) !== 0) {
      throw new Error(`${recipe.what} could not be made: ${building.output().trim().split('\n').slice(-20).join('\n')}`);
    }
    recipe.finish?.(building.output('stdout'), out);
  } finally {
    await group.end();
  }
}
