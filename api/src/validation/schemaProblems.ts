import type { ErrorObject } from 'ajv';
import { type Problem, problem, shown } from './problem.ts';

type Keys = readonly (string | number)[];

/**
 * Turns the errors of Ajv (run with `allErrors` and `verbose`) into problems that say what was wanted and what came.
 * A wrong field is reported once, by its most telling error.
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
      return problem([...at, error.params['missingProperty']], `is required${wantedOf(propertySchema(error))}`);
    case 'additionalProperties':
      return problem(
        [...at, error.params['additionalProperty']],
        `is not a known field; known here: ${Object.keys(propertiesOf(error)).sort().join(', ')}`,
      );
    default:
      return problem(at, `${wanted(error)}, got ${shown(error.data)}`);
  }
}

function wanted({ keyword, params, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${article(params['type'])}${wantedOf(parentSchema)}`;
    case 'enum':
      return `must be one of ${params['allowedValues'].join(', ')}`;
    case 'const':
      return `must be ${params['allowedValue']}`;
    case 'pattern':
      return `must be ${parentSchema?.['x-wanted'] ?? `text like ${params['pattern']}`}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${params['comparison']} ${params['limit']}`;
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return `must have at least ${params['limit']} ${unitOf(keyword, params['limit'])}`;
    case 'maxItems':
    case 'maxLength':
    case 'maxProperties':
      return `must have at most ${params['limit']} ${unitOf(keyword, params['limit'])}`;
    default:
      return `must satisfy ${keyword}`;
  }
}

function unitOf(keyword: string, count: number): string {
  if (keyword.endsWith('Items')) return count === 1 ? 'entry' : 'entries';
  return `${keyword.endsWith('Length') ? 'character' : 'field'}${count === 1 ? '' : 's'}`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function wantedOf(schema: unknown): string {
  const { 'x-wanted': wantedText, description } = (schema ?? {}) as { 'x-wanted'?: string; description?: string };
  const text = wantedText ?? description?.replace(/\.$/, '');
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
      node = (node as Record<string | number, unknown> | undefined)?.[key];
      return key;
    });
}
