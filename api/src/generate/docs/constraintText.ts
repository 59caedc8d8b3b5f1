import type { SchemaNode } from '../../validation/schemaNode.ts';

/**
 * What a field accepts beyond its type, as text; empty when that is everything.
 *
 * @example
 * constraintText({ type: 'integer', minimum: 1, maximum: 10 }) // => 'From 1 to 10.'
 */
export function constraintText(node: SchemaNode): string {
  const entries = node.items === undefined ? '' : constraintText(node.items);
  return [
    words(node),
    range(node),
    expectation(node),
    between(node.minItems, node.maxItems, 'entries'),
    node['x-expected']?.includes('characters') ? '' : between(node.minLength, node.maxLength, 'characters'),
    between(undefined, node.maxProperties, 'fields'),
    unique(node),
    entries === '' ? '' : `Entries: ${entries}`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function expectation({ 'x-expected': text }: SchemaNode): string {
  if (text === undefined) return '';
  return text.endsWith('…') ? `Must be ${text}` : `Must be ${text}.`;
}

function words({ enum: choices, const: only }: SchemaNode): string {
  if (only !== undefined) return `Must be \`${String(only)}\`.`;
  return choices === undefined ? '' : `One of ${choices.map((choice) => `\`${String(choice)}\``).join(', ')}.`;
}

function range({ minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  const low = minimum === undefined ? (exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`) : `from ${minimum}`;
  const high = maximum === undefined ? '' : `up to ${maximum}`;
  const text = [low, low.startsWith('from') ? high.replace('up to', 'to') : high].filter(Boolean).join(' ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  if (most === undefined) return least === undefined ? '' : `At least ${least} ${unit}.`;
  return least === undefined ? `At most ${most} ${unit}.` : `${least} to ${most} ${unit}.`;
}

function unique(node: SchemaNode): string {
  if (node['x-kubernetes-list-type'] === 'set') return 'No entry twice.';
  return node['x-kubernetes-list-type'] === 'map' ? `No ${(node['x-kubernetes-list-map-keys'] ?? []).join(', ')} twice.` : '';
}
