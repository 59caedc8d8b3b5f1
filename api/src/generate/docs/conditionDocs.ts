import { type ConditionEntry, conditionCatalogue } from '../../status/conditionCatalogue.ts';
import { markdownTable } from './markdownTable.ts';

/** The text of docs/conditions.md: every condition of a ModelMonitor with its reasons. */
export function conditionDocs(): string {
  return [
    '# Conditions of a ModelMonitor',
    '',
    'Generated from the catalogue in `api/src/status` by `npm run generate`; do not edit. `kubectl describe mm NAME` shows them with a',
    'message; `kubectl wait --for=condition=Ready mm/NAME` waits for one. The time of a condition changes only with its status.',
    '',
    ...Object.entries<ConditionEntry>(conditionCatalogue).flatMap(([type, { description, reasons }]) => [
      `## ${type}`,
      '',
      description,
      '',
      ...markdownTable(
        ['reason', 'meaning'],
        Object.entries(reasons).map(([reason, meaning]) => [`\`${reason}\``, meaning]),
      ),
      '',
    ]),
  ].join('\n');
}
