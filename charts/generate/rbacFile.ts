import { yamlText } from '../../cli/src/manifests/yamlText.ts';
import { clusterWideRules, operatorRules } from '../../operator/src/rbac/operatorRules.ts';

/** The operator's permissions as the chart reads them: per namespace, and the additional ones for a whole cluster. */
export function rbacFile(): string {
  const rules = { namespaces: operatorRules(), cluster: clusterWideRules() };
  return `# Generated from operator/src/rbac/operatorRules.ts by \`npm run generate\`; do not edit.\n${yamlText(rules)}`;
}
