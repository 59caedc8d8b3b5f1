import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { executablesNamed } from '../executables.ts';
import { leftOut, type TestSurroundings } from '../leftOut.ts';
import { builtFolder, goBuild } from './goBuild.ts';
import { type Program, recentExecutable } from './recentExecutable.ts';
import { type Recipe, recipes } from './recipes.ts';

/** Paths of the programs a control plane runs. */
export interface ControlPlaneBinaries {
  readonly etcd: string;
  readonly 'kube-apiserver': string;
  readonly 'kube-controller-manager': string;
  readonly kubectl: string;
}

export interface BinariesSearch extends TestSurroundings {
  /** What is left out without a control plane, in words. */
  readonly what: string;
}

const kubernetes = { oldest: [1, 30], recipe: recipes.kubernetes } as const;

const programs: readonly (Program & { readonly name: keyof ControlPlaneBinaries; readonly recipe: Recipe })[] = [
  // Kubernetes 1.34 does not talk to etcd 3.4, which Debian 12 has.
  { name: 'etcd', versionArguments: ['--version'], oldest: [3, 5], recipe: recipes.etcd },
  { name: 'kube-apiserver', versionArguments: ['--version'], ...kubernetes },
  { name: 'kube-controller-manager', versionArguments: ['--version'], ...kubernetes },
  { name: 'kubectl', versionArguments: ['version', '--client'], ...kubernetes },
];

/**
 * The programs of a control plane, each where it is found first: in KUBEBUILDER_ASSETS, on PATH, among what was built before, or built now.
 * Where one can neither be found nor built the tests named are left out, and that is said loudly.
 *
 * @throws Error where CI is set and one cannot be had, or cannot be built: there everything has to run
 */
export async function controlPlaneBinaries({ environment, write, what }: BinariesSearch): Promise<ControlPlaneBinaries | undefined> {
  const path = [environment['KUBEBUILDER_ASSETS'], environment['PATH']].filter(Boolean).join(delimiter);
  const found: [string, string][] = [];
  for (const program of programs) {
    const built = join(builtFolder(program.recipe, environment), program.name);
    const ready = (await recentExecutable(program, executablesNamed(program.name, path))) ?? (existsSync(built) ? built : undefined);
    const folder = ready === undefined ? await goBuild(program.recipe, { environment, write }) : undefined;
    const executable = ready ?? (folder === undefined ? undefined : built);
    if (executable === undefined) {
      const needed = `${program.name} ${program.oldest.join('.')} or later is needed (in KUBEBUILDER_ASSETS or on PATH), or Go to build it`;
      return leftOut(`${what}: ${needed}, and there is neither`, { environment, write });
    }
    found.push([program.name, executable]);
  }
  return Object.fromEntries(found) as unknown as ControlPlaneBinaries;
}
