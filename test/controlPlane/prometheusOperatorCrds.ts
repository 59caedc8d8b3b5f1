import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leaveOut, type TestSurroundings } from '../leaveOut.ts';
import { goBuild } from './goBuild.ts';
import { recipes } from './recipes.ts';

export interface CrdsSearch extends TestSurroundings {
  /** Name of the tests that are skipped without them. */
  readonly what: string;
}

/**
 * Paths of the Prometheus operator's resource definitions (servicemonitors, prometheusrules, alertmanagerconfigs …), YAML, one per file. When
 * they are missing, the tests are skipped with a loud message.
 *
 * @throws Error when CI is set and they are missing
 */
export async function prometheusOperatorCrds({ what, ...surroundings }: CrdsSearch): Promise<readonly string[] | undefined> {
  const folder = await goBuild(recipes.prometheusOperator, surroundings);
  if (folder === undefined) return leaveOut(`${what}: expected Go, to fetch ${recipes.prometheusOperator.what}, found none`, surroundings);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}
