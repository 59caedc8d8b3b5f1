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
  /** What is left out without the programs, in words. */
  readonly what: string;
  /** Folders that are looked at, as in PATH, and what they are called. */
  readonly path: string;
  readonly places: string;
}

/**
 * Paths of programs, each where it is found first: in some folders, among what was built before, or built now. Where one can neither be found
 * nor built the tests named are left out, and that is said loudly.
 *
 * @throws Error where CI is set and one cannot be had, or cannot be built: there everything has to run
 */
export async function foundOrBuilt<Name extends string>(
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
      const needed = `${program.name} ${program.oldest.join('.')} or later is needed (${places}), or Go to build it`;
      return leaveOut(`${what}: ${needed}, and there is neither`, { environment, write });
    }
    found.push([program.name, executable]);
  }
  return Object.fromEntries(found) as Record<Name, string>;
}
