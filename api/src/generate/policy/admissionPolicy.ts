import { modelMonitorSchema } from '../../schema/modelMonitor.ts';
import type { SchemaNode } from '../../validation/schemaNode.ts';
import { addedExpression, changedExpression, identityExpressions, nameExpressions, variableOf } from './addedParts.ts';
import { secretUses } from './secretUses.ts';

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
export const mostSecrets = 16;

/** Parts of the resource for which the operator creates an object whose kind gives power beyond the namespace, with the API group of the kind. */
const ownKinds = [
  { paths: ['spec.serving.service'], group: '', resource: 'services' },
  { paths: ['spec.serving.ingress'], group: 'networking.k8s.io', resource: 'ingresses' },
  { paths: ['spec.serving.httpRoute'], group: 'gateway.networking.k8s.io', resource: 'httproutes' },
  { paths: ['spec.serving.networkPolicy', 'spec.drift.networkPolicy'], group: 'networking.k8s.io', resource: 'networkpolicies' },
];

const accounts = ['spec.serving.podTemplate.serviceAccountName', 'spec.drift.podTemplate.serviceAccountName'];

/**
 * The rule that a ModelMonitor gives its author nothing that they do not have. Who adds a Secret, or sends one elsewhere, may `get` it, or
 * create pods in the namespace, which can mount any Secret of it. Who chooses the identity of pods may create pods. Who has an Ingress, HTTPRoute, Service
 * or NetworkPolicy created as they write it may create these.
 *
 * @param operator the account that no pod of a monitor may have
 */
export function admissionPolicy(operator: { readonly namespace: string; readonly account: string }): AdmissionPolicy {
  const schema = modelMonitorSchema as unknown as SchemaNode;
  const uses = secretUses(schema);
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
      { name: 'secrets0', expression: uses.flatMap(nameExpressions).join(' + ') },
      // Without the first: what is left has the next name, and none twice.
      ...rest.slice(0, -1).map((name, index) => ({
        name: rest[index + 1] ?? '',
        expression: `variables.${name}.filter(name, name != variables.${name}[0])`,
      })),
    ],
    validations: [
      ...rest.slice(0, -1).map(readable),
      fewEnough(rest.at(-1) ?? ''),
      mayChooseIdentity([...uses.flatMap(identityExpressions), ...accounts.map(changedExpression)]),
      ...accounts.map((path) => notOfOperator(path, operator)),
      ...ownKinds.map(mayCreateKind),
    ],
  };
}

function mayExpression(resource: string, verb: string, { name = '', group = '' } = {}): string {
  return `authorizer.group('${group}').resource('${resource}').namespace(request.namespace)${name}.check('${verb}').allowed()`;
}

const trusted = 'variables.mayCreatePods || variables.mayReadSecrets';

const got = "got ' + request.userInfo.username";

function readable(name: string): Validation {
  const first = `variables.${name}[0]`;
  return {
    expression: `variables.${name}.size() == 0 || ${trusted} || ${mayExpression('secrets', 'get', { name: `.name(${first})` })}`,
    messageExpression: `variables.${name}.size() == 0 ? '' : 'expected a user who may get the Secret ' + ${first} + ' or create pods in ' + request.namespace + ', ${got}`,
    reason: 'Forbidden',
  };
}

function fewEnough(name: string): Validation {
  return {
    expression: `variables.${name}.size() == 0 || ${trusted}`,
    messageExpression: `'expected at most ${mostSecrets} Secrets in one change of a user who may not get all of ' + request.namespace + ', got more from ' + request.userInfo.username`,
    reason: 'Forbidden',
  };
}

function mayChooseIdentity(changed: readonly string[]): Validation {
  return {
    expression: `variables.mayCreatePods || !(${changed.join(' || ')})`,
    messageExpression: `'expected a user who may create pods in ' + request.namespace + ', since serviceAccountName and webIdentity choose their identity, ${got}`,
    reason: 'Forbidden',
  };
}

function notOfOperator(path: string, { namespace, account }: { readonly namespace: string; readonly account: string }): Validation {
  return {
    expression: `request.namespace != '${namespace}' || object.?${path.replaceAll('.', '.?')}.orValue('') != '${account}'`,
    messageExpression: `'${path}: expected an account other than that of the operator'`,
    reason: 'Forbidden',
  };
}

function mayCreateKind({ paths, group, resource }: (typeof ownKinds)[number]): Validation {
  return {
    expression: `!(${paths.map(changedExpression).join(' || ')}) || ${mayExpression(resource, 'create', { group })}`,
    messageExpression: `'expected a user who may create ${resource} in ' + request.namespace + ', since ${paths.join(' or ')} describes one, ${got}`,
    reason: 'Forbidden',
  };
}
