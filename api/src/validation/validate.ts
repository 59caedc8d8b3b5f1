import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type ModelMonitor, modelMonitorSchema } from '../schema/modelMonitor.ts';
import { celEvaluator } from './celRules.ts';
import { copyJson } from './copyJson.ts';
import { faultsBeneath } from './faultsBeneath.ts';
import type { Problem } from './problem.ts';
import { ruleProblems } from './ruleProblems.ts';
import type { SchemaNode } from './schemaNode.ts';
import { schemaProblems } from './schemaProblems.ts';

/** Either a monitor with its defaults filled in, or everything that is wrong with the document. */
export type Validated =
  | { readonly monitor: ModelMonitor; readonly problems: readonly [] }
  | { readonly monitor?: never; readonly problems: readonly Problem[] };

/** Validates a document; as a change of `previous`, the monitor that was valid before, when that is given. */
export type Validate = (document: unknown, options?: { readonly previous?: ModelMonitor | undefined }) => Validated;

const annotations = [
  'x-expected',
  'x-kubernetes-validations',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-preserve-unknown-fields',
];

/**
 * Compiles the schema and the CEL rules of ModelMonitor into one validator. It fills in defaults as the API server does, never changes its
 * argument, and reports every problem at once.
 */
export function createValidator(): Validate {
  const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, strict: true, strictRequired: false, allowUnionTypes: false });
  for (const keyword of annotations) ajv.addKeyword(keyword);
  const matchesSchema: ValidateFunction = ajv.compile(modelMonitorSchema);
  const check = celEvaluator();
  const schema = modelMonitorSchema as unknown as SchemaNode;
  return (document, { previous } = {}) => {
    const { copy: monitor, found: unreadable } = copyJson(document, schema);
    if (unreadable !== undefined) return { problems: [unreadable] };
    const errors = matchesSchema(monitor) ? [] : (matchesSchema.errors ?? []);
    const found = schemaProblems(errors, monitor);
    const of = (concerns: (error: ErrorObject) => boolean) => faultsBeneath(schemaProblems(errors.filter(concerns), monitor));
    const [broken, oversized] = [of(({ keyword }) => !harmless.has(keyword)), of(({ keyword }) => tooMany.has(keyword))];
    const context = { check, broken, oversized, previous };
    const problems = [...found, ...ruleProblems(monitor, schema, context)];
    return problems.length === 0 ? { monitor: monitor as ModelMonitor, problems: [] } : { problems };
  };
}

/** Errors that leave the meaning of the rest of the document intact. */
const harmless: ReadonlySet<string> = new Set(['additionalProperties', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);

const tooMany: ReadonlySet<string> = new Set(['maxItems', 'maxProperties']);
