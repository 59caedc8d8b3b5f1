import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { celFormat } from './celFormat.ts';
import { type Problem, problem } from './problem.ts';
import { type CelRule, childSchema, type SchemaNode } from './schemaNode.ts';

/** What a rule reads, in CEL's types: a value and, for a rule about a change, the value before. */
export interface CelValues {
  readonly self: unknown;
  readonly oldSelf?: unknown;
}

/** Evaluates one CEL rule; undefined when the rule holds. */
export type CelCheck = (rule: CelRule, values: CelValues, at: readonly (string | number)[]) => Problem | undefined;

/** Whether a rule is about a change, and so does not apply to a new object. */
export function isTransitionRule({ rule }: CelRule): boolean {
  return /\boldSelf\b/.test(rule);
}

/**
 * Evaluator of the rules, with the two functions of Kubernetes' CEL libraries that our rules use beyond the standard: `list.sum()` and
 * `string.format(list)`. Expressions are parsed once per evaluator.
 */
export function celEvaluator(): CelCheck {
  const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  environment.registerFunction('list.sum(): int', (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n));
  environment.registerFunction('string.format(list): string', celFormat);
  const parsed = new Map<string, ParseResult>();
  const evaluate = (expression: string, values: CelValues): unknown => {
    const program = parsed.get(expression) ?? environment.parse(expression);
    parsed.set(expression, program);
    return program({ ...values });
  };
  return (rule, values, at) => {
    if (evaluate(rule.rule, values) === true) return undefined;
    const message = rule.messageExpression === undefined ? rule.message : String(evaluate(rule.messageExpression, values));
    return problem([...at, ...(rule.fieldPath?.split('.').filter(Boolean) ?? [])], message);
  };
}

/**
 * A JSON value in the types CEL knows: an integer of the schema becomes an int (BigInt), any other number stays a double, an object becomes a
 * map (an object with a field `constructor` has no type for the evaluator).
 */
export function celValue(value: unknown, schema: SchemaNode | undefined): unknown {
  if (typeof value === 'number') return schema?.type === 'integer' && Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item) => celValue(item, schema?.items));
  if (value === null || typeof value !== 'object') return value;
  const map = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) map.set(key, celValue(item, childSchema(schema, key)));
  return map;
}
