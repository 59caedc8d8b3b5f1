import { recipes } from './recipes.ts';
import { type DefinitionsSearch, resourceDefinitions } from './resourceDefinitions.ts';

/**
 * Paths of the Prometheus operator's resource definitions (servicemonitors, prometheusrules, alertmanagerconfigs …), YAML, one per file. When
 * they are missing, the tests are skipped with a loud message.
 *
 * @throws Error when CI is set and they are missing
 */
export function prometheusOperatorCrds(search: DefinitionsSearch): Promise<readonly string[] | undefined> {
  return resourceDefinitions(recipes.prometheusOperator, search);
}
