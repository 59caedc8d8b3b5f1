import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { type Problem, problem } from './problem.ts';
import { childSchema, type SchemaNode } from './schemaNode.ts';

/** One entry of `x-kubernetes-validations`, as the API server reads it. */
export interface CelRule {
  readonly rule: string;
  readonly message: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
}

/** Evaluates one CEL rule on a value (`self`); undefined when the rule holds. */
export type CelCheck = (rule: CelRule, self: unknown, at: readonly (string | number)[]) => Problem | undefined;

/**
 * Evaluator of the rules, with the one function of Kubernetes' CEL libraries that our rules use beyond the standard: `list.sum()`.
 * Expressions are parsed once per evaluator.
 */
export function celEvaluator(): CelCheck {
  const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  environment.registerFunction('list.sum(): int', (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n));
  const parsed = new Map<string, ParseResult>();
  const evaluate = (expression: string, self: unknown): unknown => {
    const program = parsed.get(expression) ?? environment.parse(expression);
    parsed.set(expression, program);
    return program({ self });
  };
  return (rule, self, at) => {
    if (evaluate(rule.rule, self) === true) return undefined;
    const message = rule.messageExpression === undefined ? rule.message : String(evaluate(rule.messageExpression, self));
    return problem([...at, ...(rule.fieldPath?.split('.').filter(Boolean) ?? [])], message);
  };
}

/** A JSON value in the types CEL knows: an integer of the schema becomes an int (BigInt), any other number stays a double. */
export function celValue(value: unknown, schema: SchemaNode | undefined): unknown {
  if (typeof value === 'number') return schema?.type === 'integer' && Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item) => celValue(item, schema?.items));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, celValue(item, childSchema(schema, key))]));
}
