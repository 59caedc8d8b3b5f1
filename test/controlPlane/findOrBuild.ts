import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { executablesNamed } from '../executables.ts';
import { leaveOut, type TestSurroundings } from '../leaveOut.ts';
import { builtFolder, goBuild } from './goBuild.ts';
import { type Program, recentExecutable } from './recentExecutable.ts';
import type { Recipe } from './recipes.ts';

/** A program that can be built. */
export interface BuildableProgram<Name extends string> extends Program {
  readonly name: Name;
  readonly recipe: Recipe;
}

export interface ProgramSearch extends TestSurroundings {
  /** Name of the tests that are skipped without the programs. */
  readonly what: string;
  /** Folders to search, as in PATH, and their description. */
  readonly path: string;
  readonly places: string;
}

/**
 * Paths of programs, each where it is found first: in some folders, among those built before, or built now. When one can neither be found
 * nor built, the tests are skipped with a loud message.
 *
 * @throws Error when one cannot be built, or when CI is set and one is missing: there every test has to run
 */
export async function findOrBuild<Name extends string>(
  programs: readonly BuildableProgram<Name>[],
  { environment, write, what, path, places }: ProgramSearch,
): Promise<Readonly<Record<Name, string>> | undefined> {
  const found: [string, string][] = [];
  for (const program of programs) {
    const built = join(builtFolder(program.recipe, environment), program.name);
    const ready = (await recentExecutable(program, executablesNamed(program.name, path))) ?? (existsSync(built) ? built : undefined);
    const folder = ready === undefined ? await goBuild(program.recipe, { environment, write }) : undefined;
    const executable = ready ?? (folder === undefined ? undefined : built);
    if (executable === undefined) {
      const needed = `expected ${program.name} ${program.oldest.join('.')} or later (${places}), or Go to build it`;
      return leaveOut(`${what}: ${needed}, found neither`, { environment, write });
    }
    found.push([program.name, executable]);
  }
  return Object.fromEntries(found) as Record<Name, string>;
}
