import { categoryReader } from '../../contract/categoryReader.ts';
import { expectedText } from '../../contract/cellReader.ts';
import type { Contract, ContractFeature } from '../../contract/contract.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** The values of one feature: the same that the row reader accepts. */
function featureSchema(feature: ContractFeature): JsonSchema {
  const description = `${feature.type === 'numeric' ? 'Numeric' : 'Categorical'}: ${expectedText(feature)}.`;
  return { description, ...(feature.type === 'numeric' ? numericSchema(feature) : categoricalSchema(feature)) };
}

function numericSchema({ minimum, maximum, optional }: ContractFeature): JsonSchema {
  return {
    type: optional ? ['number', 'null'] : 'number',
    ...(Number.isFinite(minimum) ? { minimum } : {}),
    ...(Number.isFinite(maximum) ? { maximum } : {}),
  };
}

function categoricalSchema({ categories, optional, unseen }: ContractFeature): JsonSchema {
  const values = [...valuesOf(categories), ...(optional ? [null] : [])];
  const types = [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
  const type = types.length === 1 ? types[0] : types;
  if (categories.length > 0 && unseen === 'predict') return { type, examples: categories.slice(0, 50) };
  if (categories.length > 0) return { type, enum: values };
  // While no version is loaded the categories are unknown: no text is valid, and an empty enum is not a valid schema.
  return optional ? { type: 'null' } : { not: {} };
}

/** The categories, and the numbers and truth values of JSON that mean one of them. Other spellings are accepted too. */
export function valuesOf(categories: readonly string[]): (string | number | boolean)[] {
  const meaningOf = categoryReader(categories);
  const numbers = categories.map(Number).filter((number, index) => String(number) === categories[index]);
  return [...categories, ...[...numbers, true, false].filter((value) => typeof meaningOf(value) === 'number')];
}

/** A row by feature name; optional features may be left out. */
export function rowByNameSchema({ features, ignored = [] }: Contract): JsonSchema {
  return {
    type: 'object',
    title: 'by name',
    description: 'Values by feature name.',
    properties: Object.fromEntries([
      ...ignored.map((name) => [name, { description: 'Not read.' }] as const),
      ...features.map((feature) => [feature.name, featureSchema(feature)] as const),
    ]),
    required: features.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** A row as an array: every feature in the contract's order, null for an optional one that is missing. */
export function rowInOrderSchema({ features }: Contract): JsonSchema {
  return {
    type: 'array',
    title: 'in order',
    description: `Values in this order: ${features.map(({ name }) => name).join(', ')}.`,
    prefixItems: features.map((feature) => ({ title: feature.name, ...featureSchema(feature) })),
    items: false,
    minItems: features.length,
    maxItems: features.length,
  };
}
