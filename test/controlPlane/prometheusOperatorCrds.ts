import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leaveOut, type TestSurroundings } from '../leaveOut.ts';
import { goBuild } from './goBuild.ts';
import { recipes } from './recipes.ts';

export interface CrdsSearch extends TestSurroundings {
  /** What is left out without them, in words. */
  readonly what: string;
}

/**
 * Paths of the Prometheus operator's resource definitions (servicemonitors, prometheusrules, alertmanagerconfigs …), YAML, one a file. Where they
 * cannot be had the tests named are left out, and that is said loudly.
 *
 * @throws Error where CI is set and they cannot be had
 */
export async function prometheusOperatorCrds({ what, ...surroundings }: CrdsSearch): Promise<readonly string[] | undefined> {
  const folder = await goBuild(recipes.prometheusOperator, surroundings);
  if (folder === undefined)
    return leaveOut(`${what}: Go is needed to fetch ${recipes.prometheusOperator.what}, and there is none`, surroundings);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}
