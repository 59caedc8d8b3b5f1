import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { controlPlanePrograms } from './controlPlane/controlPlaneBinaries.ts';
import type { BuildableProgram } from './controlPlane/findOrBuild.ts';
import { builtFolder } from './controlPlane/goBuild.ts';
import { recentExecutable } from './controlPlane/recentExecutable.ts';
import { type Recipe, recipes } from './controlPlane/recipes.ts';
import { executablesNamed } from './executables.ts';
import type { TestSurroundings } from './leaveOut.ts';
import { chartPrograms } from './tools/chartPrograms.ts';
import { monitoringPrograms } from './tools/monitoringPrograms.ts';

/**
 * What `make test` has to build on this machine, how long that takes and how to save it: one paragraph, or nothing when everything exists.
 */
export async function missingPrograms(environment: TestSurroundings['environment']): Promise<string> {
  const assets = [environment['KUBEBUILDER_ASSETS'], environment['PATH']].filter(Boolean).join(delimiter);
  const missing = new Set<Recipe>();
  const look = async (programs: readonly BuildableProgram<string>[], path: string) => {
    for (const program of programs) {
      if (missing.has(program.recipe) || existsSync(builtFolder(program.recipe, environment))) continue;
      if ((await recentExecutable(program, executablesNamed(program.name, path))) === undefined) missing.add(program.recipe);
    }
  };
  await look(controlPlanePrograms, assets);
  await look([...chartPrograms, ...monitoringPrograms], environment['PATH'] ?? '');
  if (!existsSync(builtFolder(recipes.prometheusOperator, environment))) missing.add(recipes.prometheusOperator);
  return missing.size === 0 ? '' : paragraph([...missing], executablesNamed('go', environment['PATH']).length > 0);
}

function paragraph(missing: readonly Recipe[], hasGo: boolean): string {
  const minutes = Math.max(1, Math.round(missing.reduce((sum, { seconds }) => sum + seconds, 0) / 60));
  const outcome = hasGo
    ? `This run builds them with Go, once, in about ${minutes} min on two cores, and keeps them in ~/.cache/modelmonitor.`
    : 'Go is missing too, so the tests that need them are left out (and fail where CI is set).';
  return [
    `First run: ${missing.length} programs that tests start are missing. ${outcome}`,
    ...missing.map(({ what, seconds }) => `  ${what}: ${seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`),
    'Recent ones on PATH, or of the control plane in KUBEBUILDER_ASSETS, are used instead of building. `make check` needs none of them.',
    '',
  ].join('\n');
}
