import { modelMonitorSchema } from '../../schema/modelMonitor.ts';
import type { SchemaNode } from '../../validation/schemaNode.ts';
import { type SecretUse, secretUses } from './secretUses.ts';

/** An expression of a ValidatingAdmissionPolicy. */
interface Validation {
  readonly expression: string;
  readonly messageExpression: string;
  readonly reason: 'Forbidden';
}

/** `spec` of a ValidatingAdmissionPolicy. */
export interface AdmissionPolicy {
  readonly failurePolicy: 'Fail';
  readonly matchConstraints: object;
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly Validation[];
}

/**
 * Secrets that one change may add for a user who may read them one by one only. A question to the authorizer costs 350,000; the limit is
 * 1,000,000 for an expression and 10,000,000 for a policy.
 */
export const mostSecrets = 20;

/**
 * No one reads by a ModelMonitor what they could not read without it: who adds a Secret, or sends one elsewhere, may `get` it, or
 * create pods in the namespace, which can mount any Secret of it.
 */
export function admissionPolicy(): AdmissionPolicy {
  const uses = secretUses(modelMonitorSchema as unknown as SchemaNode);
  const rest = Array.from({ length: mostSecrets + 1 }, (_, index) => `secrets${index}`);
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        { apiGroups: ['modelmonitor.dev'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['modelmonitors'] },
      ],
    },
    variables: [
      { name: 'mayCreatePods', expression: mayExpression('pods', 'create') },
      { name: 'mayReadSecrets', expression: mayExpression('secrets', 'get') },
      ...uses.map((use) => ({ name: variableOf(use), expression: addedExpression(use) })),
      { name: 'secrets0', expression: uses.flatMap(namesExpressions).join(' + ') },
      // Without the first: what is left has the next name, and none twice.
      ...rest.slice(0, -1).map((name, index) => ({
        name: rest[index + 1] ?? '',
        expression: `variables.${name}.filter(name, name != variables.${name}[0])`,
      })),
    ],
    validations: [...rest.slice(0, -1).map(readable), fewEnough(rest.at(-1) ?? '')],
  };
}

function mayExpression(resource: string, verb: string, name = ''): string {
  return `authorizer.group('').resource('${resource}').namespace(request.namespace)${name}.check('${verb}').allowed()`;
}

const trusted = 'variables.mayCreatePods || variables.mayReadSecrets';
const user = 'request.userInfo.username';

function readable(name: string): Validation {
  const first = `variables.${name}[0]`;
  return {
    expression: `variables.${name}.size() == 0 || ${trusted} || ${mayExpression('secrets', 'get', `.name(${first})`)}`,
    messageExpression: `variables.${name}.size() == 0 ? '' : 'expected a user who may get the Secret ' + ${first} + ' or create pods in ' + request.namespace + ', got ' + ${user}`,
    reason: 'Forbidden',
  };
}

function fewEnough(name: string): Validation {
  return {
    expression: `variables.${name}.size() == 0 || ${trusted}`,
    messageExpression: `'expected at most ${mostSecrets} Secrets in one change of a user who may not get all of ' + request.namespace + ', got more from ' + ${user}`,
    reason: 'Forbidden',
  };
}

/** The parts of a use that the old object lacks. */
function addedExpression(use: SecretUse): string {
  const key = (part: string) => `[${use.members.map((member) => memberExpression(part, member)).join(', ')}]`;
  return `${partsExpression('object', use)}.filter(now, oldObject == null || !(${key('now')} in ${partsExpression('oldObject', use)}.map(old, ${key('old')})))`;
}

/** Of a reference to an image the registry: it gets the credentials. */
function memberExpression(part: string, member: string): string {
  return member === 'reference' ? `dyn(${part}.reference.split('/')[0])` : `${part}.?${member}.orValue(null)`;
}

function partsExpression(root: 'object' | 'oldObject', { list, path }: SecretUse): string {
  if (list === undefined) return `[?${root}.?${path.join('.?')}]`;
  const elements = `${root}.?${list.join('.?')}.orValue([])`;
  return path.length === 0 ? elements : `${elements}.map(e, e.?${path.join('.?')}.hasValue(), e.${path.join('.')})`;
}

function namesExpressions(use: SecretUse): string[] {
  return use.names.map((name) => {
    // A list of names: the part itself is the name.
    if (name.length === 0) return `variables.${variableOf(use)}`;
    return `variables.${variableOf(use)}.map(part, part.?${name.join('.?')}.hasValue(), part.${name.join('.')})`;
  });
}

function variableOf({ list = [], path }: SecretUse): string {
  const [first = '', ...others] = [...list, ...path].slice(1);
  return [first, ...others.map((member) => `${member.charAt(0).toUpperCase()}${member.slice(1)}`)].join('');
}
