import type { SchemaNode } from '../../validation/schemaNode.ts';
import { constraintText } from '../docs/constraintText.ts';

/** A schema as `apiextensions.k8s.io/v1` takes it: every node has a type, and an open bound is marked as such beside its number. */
export interface StructuralSchema {
  readonly description?: string;
  readonly type: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: true;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly additionalProperties?: StructuralSchema;
  readonly items?: StructuralSchema;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** Keywords that mean the same in JSON Schema and in a structural schema. */
const alike = [
  'type',
  'format',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'maxProperties',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];

const converted = ['description', 'x-expected', 'default', 'exclusiveMinimum', 'properties', 'required', 'additionalProperties', 'items'];

/** Values of an enumeration that `kubectl explain` shows. */
const shownWords = 4;

/**
 * A schema of ours as a structural schema. Unknown fields need no keyword there (the API server drops them, or rejects them in strict mode),
 * and a field with a default is not required: it is filled in before anything is checked.
 *
 * @throws Error for a keyword that would be lost
 */
export function structuralSchema(node: SchemaNode): StructuralSchema {
  const lost = Object.keys(node).find((keyword) => !alike.includes(keyword) && !converted.includes(keyword));
  if (lost !== undefined || node.type === undefined) {
    throw new Error(`expected a type and keywords of a structural schema, got ${lost ?? 'no type'} at "${node.description ?? ''}"`);
  }
  const { items, properties, additionalProperties, exclusiveMinimum } = node;
  return {
    ...descriptionOf(node),
    type: node.type,
    ...Object.fromEntries(Object.entries(node).filter(([keyword]) => alike.includes(keyword))),
    ...(exclusiveMinimum === undefined ? {} : { minimum: exclusiveMinimum, exclusiveMinimum: true }),
    ...(node.default === undefined ? {} : { default: withInnerDefaults(node.default, node) }),
    ...requiredOf(node),
    ...(properties === undefined ? {} : { properties: structuralProperties(properties) }),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: structuralSchema(additionalProperties) } : {}),
    ...(items === undefined ? {} : { items: structuralSchema(items) }),
  };
}

/** A default with the defaults inside it: the API server checks its rules on a default before it fills in those. */
function withInnerDefaults(value: unknown, { properties = {} }: SchemaNode): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const inner = Object.entries(properties).filter(([name, node]) => !Object.hasOwn(value, name) && node.default !== undefined);
  return { ...value, ...Object.fromEntries(inner.map(([name, node]) => [name, withInnerDefaults(node.default, node)])) };
}

/** `kubectl explain` shows no bounds, no defaults and four values of an enumeration, so the description lists them. */
function descriptionOf(node: SchemaNode): { description?: string } {
  const { enum: choices = [], default: value, description } = node;
  const { enum: _, ...others } = node;
  const constraints = constraintText(choices.length > shownWords ? node : others).replaceAll('`', '');
  const absent =
    value === undefined || node.type === 'object' ? undefined : `Default: ${typeof value === 'string' ? value : JSON.stringify(value)}.`;
  const text = [description, constraints, absent].filter(Boolean).join(' ');
  return text === '' ? {} : { description: text };
}

function requiredOf({ required = [], properties = {} }: SchemaNode): { required?: readonly string[] } {
  const names = required.filter((name) => properties[name]?.default === undefined);
  return names.length === 0 ? {} : { required: names };
}

function structuralProperties(properties: Readonly<Record<string, SchemaNode>>): Record<string, StructuralSchema> {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, structuralSchema(node)]));
}
