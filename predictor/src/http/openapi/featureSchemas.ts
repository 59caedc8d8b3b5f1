import type { Contract, ContractFeature } from '../../contract/contract.ts';
import { expectedText } from '../../contract/rowRefusals.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** What one feature takes: the same values that the row reader takes. */
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

function categoricalSchema({ categories, optional }: ContractFeature): JsonSchema {
  if (categories.length > 0) return { type: optional ? ['string', 'null'] : 'string', enum: optional ? [...categories, null] : categories };
  // Nothing knows the categories while no version is loaded: no text is one of them, and an empty enum is no valid schema.
  return optional ? { type: 'null' } : { not: {} };
}

/** A row by feature name; optional features may be left out. */
export function namedRowSchema({ features }: Contract): JsonSchema {
  return {
    type: 'object',
    title: 'by name',
    description: 'Values by feature name.',
    properties: Object.fromEntries(features.map((feature) => [feature.name, featureSchema(feature)])),
    required: features.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** A row as an array: every feature in the contract's order, null for an optional one that is missing. */
export function orderedRowSchema({ features }: Contract): JsonSchema {
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
