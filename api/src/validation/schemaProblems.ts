import type { ErrorObject } from 'ajv';
import { ownValue } from '../text/ownValue.ts';
import { type Problem, problem, valueText } from './problem.ts';

type Keys = readonly (string | number)[];

/**
 * Turns the errors of Ajv (run with `allErrors` and `verbose`) into problems that name what was expected and what was found.
 * A wrong field is reported once, by its most informative error.
 */
export function schemaProblems(errors: readonly ErrorObject[], document: unknown): Problem[] {
  const seen = new Set<string>();
  return errors
    .map((error) => problemOf(error, keysOf(error.instancePath, document)))
    .filter(({ path }) => !seen.has(path) && seen.add(path));
}

function problemOf(error: ErrorObject, at: Keys): Problem {
  switch (error.keyword) {
    case 'required':
      return problem([...at, error.params['missingProperty']], `is required${inParentheses(propertySchema(error))}`);
    case 'additionalProperties':
      return problem(
        [...at, error.params['additionalProperty']],
        `unknown field; expected one of ${Object.keys(propertiesOf(error)).sort().join(', ')}`,
      );
    default:
      return problem(at, `expected ${expectation(error)}, got ${valueText(error.data)}`);
  }
}

function expectation({ keyword, params, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `${article(params['type'])}${inParentheses(parentSchema)}`;
    case 'enum':
      return `one of ${params['allowedValues'].join(', ')}`;
    case 'const':
      return String(params['allowedValue']);
    case 'pattern':
      return parentSchema?.['x-expected'] ?? `text that matches ${params['pattern']}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `a number ${params['comparison']} ${params['limit']}`;
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return `at least ${params['limit']} ${unitOf(keyword, params['limit'])}`;
    case 'maxItems':
    case 'maxLength':
    case 'maxProperties':
      return `at most ${params['limit']} ${unitOf(keyword, params['limit'])}`;
    default:
      return `a value that satisfies ${keyword}`;
  }
}

function unitOf(keyword: string, count: number): string {
  if (keyword.endsWith('Items')) return count === 1 ? 'entry' : 'entries';
  return `${keyword.endsWith('Length') ? 'character' : 'field'}${count === 1 ? '' : 's'}`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** What a field takes, or else what it is for. */
function inParentheses(schema: unknown): string {
  const { 'x-expected': expected, description } = (schema ?? {}) as { 'x-expected'?: string; description?: string };
  const text = expected ?? description?.replace(/\.$/, '');
  return text === undefined ? '' : ` (${text})`;
}

function propertiesOf(error: ErrorObject): Record<string, unknown> {
  return (error.parentSchema?.['properties'] ?? {}) as Record<string, unknown>;
}

function propertySchema(error: ErrorObject): unknown {
  return propertiesOf(error)[error.params['missingProperty']];
}

/** Splits a JSON pointer; a segment is an index where the document has an array. */
function keysOf(pointer: string, document: unknown): (string | number)[] {
  let node = document;
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => {
      const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(node) ? Number(name) : name;
      node = ownValue((node ?? {}) as Record<string, unknown>, name);
      return key;
    });
}
