import { columnMethods, type MethodFacts, methodFacts } from '../../generated/driftMethods.ts';
import { markdownTable } from './markdownTable.ts';

const COLUMNS: Readonly<Record<MethodFacts['takes'], string>> = {
  numbers: 'numeric',
  any: 'numeric, categorical',
  texts: 'text',
};

/** The text of docs/methods.md: which columns each drift method takes, what it compares, when its score means drift. */
export function methodDocs(): string {
  return [
    '# Drift methods',
    '',
    'Generated from `drift/src/methods` by `npm run generate`; do not edit.',
    '',
    '[drift.md](drift.md) describes how a method is chosen, and how to choose another. The thresholds are the defaults; each type and each column',
    'may have its own. The last column is the name in the JSON of Evidently 0.7.21, which `modelmonitor drift --format evidently` writes.',
    '',
    ...markdownTable(
      ['method', 'name', 'columns', 'what it compares', 'drift if', 'in Evidently'],
      columnMethods.map((name) => cells(name, methodFacts[name])),
    ),
    '',
  ].join('\n');
}

function cells(name: string, { takes, score, drift, threshold, title, about, evidently }: MethodFacts): string[] {
  return [`\`${name}\``, title, COLUMNS[takes], about, `${score === 'p_value' ? 'p' : 'distance'} ${drift} ${threshold}`, evidently];
}
