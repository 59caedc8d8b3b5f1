import { stringify } from 'yaml';
import { clusterWideRules, operatorRules } from '../../operator/src/rbac/operatorRules.ts';

/** The rules of the operator as the chart reads them: for namespaces, and what comes on top for a whole cluster. */
export function rbacFile(): string {
  const rules = { namespaces: operatorRules(), cluster: clusterWideRules() };
  return `# Generated from operator/src/rbac/operatorRules.ts by \`npm run generate\`; do not edit.\n${stringify(rules, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
