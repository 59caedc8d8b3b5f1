import { chmodSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { executablesNamed } from '../executables.ts';
import type { TestSurroundings } from '../leaveOut.ts';
import { createOnce } from './createOnce.ts';
import { createProcessGroup, type ProcessGroup } from './processGroup.ts';
import { modulePath, type Recipe, recipeHash } from './recipes.ts';

/** Folder, outside the tree, for the result of a recipe. Another recipe has another folder, so nothing in it is ever out of date. */
export function builtFolder(recipe: Recipe, environment: TestSurroundings['environment']): string {
  const cache = environment['XDG_CACHE_HOME'] || join(environment['HOME'] ?? homedir(), '.cache');
  return join(cache, 'modelmonitor', 'control-plane', recipeHash(recipe));
}

/**
 * Follows a recipe, unless its result exists.
 *
 * @returns the folder; undefined when both the result and Go are missing
 * @throws Error with the output of Go when it fails
 */
export async function goBuild(recipe: Recipe, { environment, write }: TestSurroundings): Promise<string | undefined> {
  const folder = builtFolder(recipe, environment);
  const [go] = executablesNamed('go', environment['PATH']);
  let startedAt: number | undefined;
  const fill = async (out: string) => {
    if (go === undefined) throw new NoGo();
    startedAt = Date.now();
    write(`\nbuilding ${recipe.what} with Go, once; it takes minutes, and is kept in ${folder}\n`);
    await build(go, recipe, { out, environment });
  };
  try {
    await createOnce(folder, fill);
  } catch (error) {
    if (error instanceof NoGo) return undefined;
    throw error;
  }
  if (startedAt !== undefined) write(`built ${recipe.what} in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
  return folder;
}

class NoGo extends Error {}

async function build(
  go: string,
  recipe: Recipe,
  { out, environment }: { out: string } & Pick<TestSurroundings, 'environment'>,
): Promise<void> {
  const group = createProcessGroup({ ...environment, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' });
  // In a copy, since Go may change go.mod.
  cpSync(modulePath(recipe), group.directory, { recursive: true });
  try {
    const run = runner(group, go, recipe.what);
    if (recipe.copied !== undefined) await copyModule(recipe.copied, { directory: group.directory, run });
    const output = await run('build', recipe.argumentsFor(out));
    recipe.finish?.(output, out);
  } finally {
    await group.end();
  }
}

/** Runs Go. @returns its output */
type Run = (name: string, args: readonly string[]) => Promise<string>;

function runner(group: ProcessGroup, go: string, what: string): Run {
  return async (name, args) => {
    const running = await group.start(name, go, args);
    if ((await running.ended) === 0) return running.output('stdout');
    throw new Error(`${what} could not be built: ${running.output().trim().split('\n').slice(-20).join('\n')}`);
  };
}

/** Copies a module into the folder `source`, and adds the files it lacks. */
async function copyModule(
  { module, lacking }: NonNullable<Recipe['copied']>,
  { directory, run }: { readonly directory: string; readonly run: Run },
): Promise<void> {
  const { Dir: downloaded } = JSON.parse(await run('download', ['mod', 'download', '-json', module])) as { Dir: string };
  const source = join(directory, 'source');
  cpSync(downloaded, source, { recursive: true });
  // Go keeps modules read-only.
  chmodSync(source, 0o755);
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  for (const [path, text] of Object.entries(lacking)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
}
