import { modelMonitorSchema } from '../../schema/modelMonitor.ts';
import { statusSchema } from '../../status/statusSchema.ts';
import type { SchemaNode } from '../../validation/schemaNode.ts';
import { constraintText } from './constraintText.ts';
import { markdownTable } from './markdownTable.ts';

/** The text of docs/api.md: one section per object of the resource, generated from its schema. */
export function resourceDocs(): string {
  const root = modelMonitorSchema as unknown as SchemaNode;
  return [
    '# ModelMonitor, `modelmonitor.dev/v1alpha1`',
    '',
    'Generated from the schema in `api/src/schema` by `npm run generate`; do not edit. Unknown fields are errors. A field with a default may be',
    'omitted; null means the default. Rules are CEL: `modelmonitor validate` and an API server reach the same verdict.',
    '',
    ...sections({ node: root, path: '' }),
    ...sections({ node: statusSchema as unknown as SchemaNode, path: 'status' }),
  ].join('\n');
}

interface Place {
  readonly node: SchemaNode;
  readonly path: string;
}

function sections({ node, path }: Place): string[] {
  // A field without a type is set by Kubernetes.
  const fields = Object.entries(node.properties ?? {}).filter(([, { type }]) => type !== undefined);
  const own = [
    `## ${path === '' ? 'The document' : `\`${path}\``}`,
    '',
    node.description ?? '',
    '',
    ...markdownTable(
      ['field', 'type', 'default', 'description'],
      fields.map(([name, field]) => fieldRow(name, field, node)),
    ),
    '',
    ...rulesOf(node),
  ];
  return [...own, ...fields.flatMap(([name, field]) => innerObjects({ node: field, path: path === '' ? name : `${path}.${name}` }))];
}

/** Sections of the objects with fields of their own that a field holds: itself, its entries or its values. */
function innerObjects({ node, path }: Place): string[] {
  if (node.properties !== undefined) return sections({ node, path });
  if (node.items !== undefined) return innerObjects({ node: node.items, path: `${path}[]` });
  return typeof node.additionalProperties === 'object' ? innerObjects({ node: node.additionalProperties, path: `${path}.NAME` }) : [];
}

function fieldRow(name: string, field: SchemaNode, parent: SchemaNode): string[] {
  const required = parent.required?.includes(name) === true && field.default === undefined;
  const lines = [field.description, constraintText(field), ...rulesInside(field)];
  return [`\`${name}\``, typeText(field), required ? 'required' : defaultText(field), lines.filter(Boolean).join(' ')];
}

function typeText({ type, items, additionalProperties }: SchemaNode): string {
  if (items !== undefined) return `list of ${typeText(items)}`;
  return typeof additionalProperties === 'object' ? `map to ${typeText(additionalProperties)}` : (type ?? '');
}

function defaultText({ default: value, type }: SchemaNode): string {
  if (value === undefined) return '';
  return type === 'object' ? 'see below' : `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
}

/** Rules of an object with a section of its own. */
function rulesOf(node: SchemaNode): string[] {
  const rules = (node['x-kubernetes-validations'] ?? []).map(({ message, rule }) => `- ${message}: \`${rule}\``);
  return rules.length === 0 ? [] : ['Rules:', '', ...rules, ''];
}

/** Rules of a list, which has no section. */
function rulesInside({ type, 'x-kubernetes-validations': rules = [] }: SchemaNode): string[] {
  return type === 'array' ? rules.map(({ message }) => `Rule: ${message}.`) : [];
}
