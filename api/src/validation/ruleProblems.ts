import { isFields } from '../fields.ts';
import { type CelCheck, type CelValues, celValue, isTransitionRule } from './celRules.ts';
import type { FaultsBeneath } from './faultsBeneath.ts';
import { listProblems } from './listProblems.ts';
import { fieldPath, type Problem, problem } from './problem.ts';
import { type CelRule, childSchema, type SchemaNode } from './schemaNode.ts';

/** A part of a document: its value, the value it had before (where there is one), the schema it follows, and the keys that lead to it. */
interface Part {
  readonly value: unknown;
  readonly before: unknown;
  readonly schema: SchemaNode;
  readonly at: readonly (string | number)[];
}

/** What the walk over a document needs. */
export interface RuleContext {
  readonly check: CelCheck;
  /** Fields with schema problems: a rule that reads one is not evaluated until the field is fixed. */
  readonly broken: FaultsBeneath;
  /** Lists and maps with too many entries: rules at or above them are not evaluated, since only the bounds limit their cost. */
  readonly oversized: FaultsBeneath;
  /** The document before a change; without it, rules about changes are skipped. */
  readonly previous?: unknown;
}

/** Every broken cross-field rule and every duplicate list entry of a document, in document order. */
export function ruleProblems(value: unknown, schema: SchemaNode, context: RuleContext): Problem[] {
  return problemsOf({ value, before: context.previous, schema, at: [] }, context);
}

function problemsOf(part: Part, context: RuleContext): Problem[] {
  const { value, schema, at } = part;
  if (value === null || typeof value !== 'object') return [];
  const duplicates = Array.isArray(value) ? listProblems(value, schema, at) : [];
  const { 'x-kubernetes-validations': rules = [] } = schema;
  const own = rules.length === 0 || context.oversized.has(fieldPath(at)) ? [] : problemsOfRules(rules, part, context);
  return [...duplicates, ...own, ...partsOf(part).flatMap((inner) => problemsOf(inner, context))];
}

const known = new WeakMap<SchemaNode, boolean>();

/** Whether a schema, or one beneath it, says more than a validator of JSON Schema knows: most of a document need not be walked. */
function hasRules(schema: SchemaNode): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const { properties = {}, additionalProperties, items } = schema;
  const beneath = [...Object.values(properties), additionalProperties, items];
  const found =
    schema['x-kubernetes-validations'] !== undefined ||
    schema['x-kubernetes-list-type'] !== undefined ||
    beneath.some((inner) => typeof inner === 'object' && hasRules(inner));
  known.set(schema, found);
  return found;
}

/** The entries of a list, or the known fields of an object, that a rule may be about. */
function partsOf({ value, before, schema, at }: Part): Part[] {
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value as object);
  return entries.flatMap(([key, inner]) => {
    const child = typeof key === 'number' ? schema.items : childSchema(schema, key);
    return child === undefined || inner === null || typeof inner !== 'object' || !hasRules(child)
      ? []
      : [{ value: inner, before: counterpart({ key, inner }, before, schema), schema: child, at: [...at, key] }];
  });
}

/** What an entry was before: entries of a list are matched by their keys; without keys there is no match. */
function counterpart({ key, inner }: { key: string | number; inner: unknown }, before: unknown, schema: SchemaNode): unknown {
  if (typeof key === 'string') return isFields(before) && Object.hasOwn(before, key) ? before[key] : undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (!Array.isArray(before) || keys.length === 0 || !isFields(inner)) return undefined;
  return before.find((candidate) => isFields(candidate) && keys.every((name) => candidate[name] === inner[name]));
}

function problemsOfRules(rules: readonly CelRule[], { value, before, schema, at }: Part, { check, broken }: RuleContext): Problem[] {
  const values = { self: celValue(value, schema), oldSelf: celValue(before, schema) };
  const applied = rules.filter((rule) => !readsBroken(rule.rule, broken, at) && !(isTransitionRule(rule) && before === undefined));
  return applied.flatMap((rule) => problemsOfRule(rule, { values, at }, { check, broken }));
}

function problemsOfRule(
  rule: CelRule,
  { values, at }: { readonly values: CelValues; readonly at: Part['at'] },
  { check, broken }: Pick<RuleContext, 'check' | 'broken'>,
): Problem[] {
  try {
    const found = check(rule, values, at);
    return found === undefined ? [] : [found];
  } catch (error) {
    if (broken.has(fieldPath(at))) return [];
    // As in the API server, a rule that cannot be evaluated is broken.
    return [problem(at, `${rule.message} (the rule could not be evaluated: ${(error as Error).message})`)];
  }
}

function readsBroken(expression: string, broken: FaultsBeneath, at: Part['at']): boolean {
  if (!broken.has(fieldPath(at))) return false;
  const words = new Set(expression.match(/\w+/g));
  return pathsRead(expression).some((path) => {
    const names = broken.get(fieldPath([...at, ...path]));
    return names !== undefined && [...names].some((name) => words.has(name));
  });
}

/** Fields whose values a CEL expression reads: of `self.a.b.all(x, …)` a.b, of bare `self` all, of `has(self.a)` none. */
function pathsRead(expression: string): string[][] {
  const values = expression.replaceAll(/has\([^)]*\)/g, '');
  return [...values.matchAll(/\bself((?:\.\w+\b(?!\())*)/g)].map(([, path = '']) => path.split('.').slice(1));
}
