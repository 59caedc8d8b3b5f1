import { delimiter } from 'node:path';
import type { TestSurroundings } from '../leaveOut.ts';
import { type BuildableProgram, findOrBuild } from './findOrBuild.ts';
import { recipes } from './recipes.ts';

/** Paths of the programs a control plane runs. */
export interface ControlPlaneBinaries {
  readonly etcd: string;
  readonly 'kube-apiserver': string;
  readonly 'kube-controller-manager': string;
  readonly kubectl: string;
}

export interface BinariesSearch extends TestSurroundings {
  /** Name of the tests that are skipped without a control plane. */
  readonly what: string;
}

const kubernetes = { oldest: [1, 30], recipe: recipes.kubernetes } as const;

/** Programs that a control plane runs, and the client. */
export const controlPlanePrograms: readonly BuildableProgram<keyof ControlPlaneBinaries>[] = [
  // Kubernetes 1.34 does not talk to etcd 3.4, which Debian 12 has.
  { name: 'etcd', versionArguments: ['--version'], oldest: [3, 5], recipe: recipes.etcd },
  { name: 'kube-apiserver', versionArguments: ['--version'], ...kubernetes },
  { name: 'kube-controller-manager', versionArguments: ['--version'], ...kubernetes },
  { name: 'kubectl', versionArguments: ['version', '--client'], ...kubernetes },
];

/**
 * The programs of a control plane, each where it is found first: in KUBEBUILDER_ASSETS, on PATH, among those built before, or built now. When
 * one can neither be found nor built, the tests are skipped with a loud message.
 *
 * @throws Error when one cannot be built, or when CI is set and one is missing: there every test has to run
 */
export async function controlPlaneBinaries(search: BinariesSearch): Promise<ControlPlaneBinaries | undefined> {
  const path = [search.environment['KUBEBUILDER_ASSETS'], search.environment['PATH']].filter(Boolean).join(delimiter);
  return findOrBuild(controlPlanePrograms, { ...search, path, places: 'in KUBEBUILDER_ASSETS or on PATH' });
}
