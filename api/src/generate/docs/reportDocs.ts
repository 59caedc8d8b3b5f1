import { reportSchema } from '../../report/report.ts';
import type { SchemaNode } from '../../validation/schemaNode.ts';
import { constraintText } from './constraintText.ts';
import { markdownTable } from './markdownTable.ts';

/** The keywords that a report's schema has beyond those of a resource. */
interface ReportNode extends SchemaNode {
  readonly anyOf?: readonly ReportNode[];
  readonly patternProperties?: Readonly<Record<string, ReportNode>>;
}

/** The text of docs/report.md: one section an object of the report, made from its schema. */
export function reportDocs(): string {
  return [
    '# The drift report',
    '',
    'Generated from the schema in `api/src/report` by `npm run generate`; do not edit. The same shape comes from the drift job,',
    '`modelmonitor drift --json` and `POST /generate_reports`; [report.schema.json](report.schema.json) is its JSON Schema. Strict JSON: what',
    'cannot be said is null, with a reason beside it, never NaN or Infinity. An object named by several fields is shown where it stands first.',
    '',
    ...sections({ node: reportSchema as unknown as ReportNode, path: '' }, new Set()),
  ].join('\n');
}

interface Place {
  readonly node: ReportNode;
  readonly path: string;
}

function sections({ node, path }: Place, seen: Set<string>): string[] {
  if (seen.has(JSON.stringify(node))) return [];
  seen.add(JSON.stringify(node));
  const fields = Object.entries(node.properties ?? {}) as [string, ReportNode][];
  const own = [
    `## ${path === '' ? 'The document' : `\`${path}\``}`,
    '',
    node.description ?? '',
    '',
    ...markdownTable(
      ['field', 'type', 'description'],
      fields.map(([name, field]) => [`\`${name}\``, typeText(field, node.required?.includes(name) === true), describedText(field)]),
    ),
    '',
  ];
  return [...own, ...fields.flatMap(([name, field]) => innerObjects({ node: field, path: path === '' ? name : `${path}.${name}` }, seen))];
}

function innerObjects({ node, path }: Place, seen: Set<string>): string[] {
  if (node.properties !== undefined) return sections({ node, path }, seen);
  if (node.items !== undefined) return innerObjects({ node: node.items, path: `${path}[]` }, seen);
  const value = valueOfMap(node);
  if (value !== undefined) return innerObjects({ node: value, path: `${path}.NAME` }, seen);
  const choices = choicesOf(node);
  return choices.flatMap((choice, index) =>
    innerObjects({ node: choice, path: index === 0 ? path : `${path} (${choice.description})` }, seen),
  );
}

function valueOfMap({ patternProperties }: ReportNode): ReportNode | undefined {
  return Object.values(patternProperties ?? {})[0];
}

function choicesOf({ anyOf = [] }: ReportNode): ReportNode[] {
  return anyOf.filter(({ type }) => type !== 'null');
}

function typeText(node: ReportNode, isRequired: boolean): string {
  const isNullable = node.anyOf?.some(({ type }) => type === 'null') === true;
  return [plainType(node), isNullable ? 'or null' : '', isRequired ? '' : '(may be absent)'].filter(Boolean).join(' ');
}

function plainType(node: ReportNode): string {
  if (node.anyOf !== undefined) return [...new Set(choicesOf(node).map(plainType))].join(' or ');
  if (node.items !== undefined) return `list of ${typeText(node.items, true)}`;
  const value = valueOfMap(node);
  return value === undefined ? (node.type ?? typeof node.const) : `map to ${typeText(value, true)}`;
}

function describedText(node: ReportNode): string {
  const choices = choicesOf(node);
  const described = choices.length === 0 ? [node] : choices;
  return described.map((choice) => [choice.description, constraintText(choice)].filter(Boolean).join(' ')).join(' Or: ');
}
