import { join } from 'node:path';
import type { BuildableProgram } from '../controlPlane/findOrBuild.ts';
import type { Recipe } from '../controlPlane/recipes.ts';

type ChartProgram = 'helm' | 'helm3' | 'helm-unittest' | 'kubeconform';

const recipe = (folder: string, what: string, build: Pick<Recipe, 'argumentsFor' | 'seconds'>): Recipe => ({
  folder: join(import.meta.dirname, folder),
  what,
  ...build,
});
const build = (name: string, from: string, { version, seconds }: { version: string; seconds: number }) => ({
  seconds,
  argumentsFor: (out: string) => ['build', '-trimpath', '-ldflags', `-s -w -X ${version}`, '-o', join(out, name), from],
});

/** Programs that charts are checked and installed with. */
export const chartPrograms: readonly BuildableProgram<ChartProgram>[] = [
  {
    name: 'helm',
    versionArguments: ['version', '--short'],
    oldest: [4, 0],
    recipe: recipe(
      'helm',
      'helm 4.3.1',
      build('helm', 'helm.sh/helm/v4/cmd/helm', { version: 'helm.sh/helm/v4/internal/version.version=v4.3.1', seconds: 240 }),
    ),
  },
  {
    name: 'helm3',
    versionArguments: ['version', '--short'],
    oldest: [3, 14],
    recipe: recipe(
      'helm3',
      'helm 3.22.0',
      build('helm3', 'helm.sh/helm/v3/cmd/helm', { version: 'helm.sh/helm/v3/internal/version.version=v3.22.0', seconds: 180 }),
    ),
  },
  {
    // It does not tell its version, so that one on PATH is not known to be recent.
    name: 'helm-unittest',
    versionArguments: ['version'],
    oldest: [1, 0],
    recipe: recipe(
      'helmUnittest',
      'helm-unittest 1.1.2',
      build('helm-unittest', 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest', { version: 'main.version=1.1.2', seconds: 65 }),
    ),
  },
  {
    name: 'kubeconform',
    versionArguments: ['-v'],
    oldest: [0, 7],
    recipe: recipe(
      'kubeconform',
      'kubeconform 0.8.0',
      build('kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', { version: 'main.version=v0.8.0', seconds: 10 }),
    ),
  },
];
