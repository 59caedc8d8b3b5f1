import { createValidator, planFor } from '@modelmonitor/api';
import { exampleMonitor } from '../../../api/src/exampleMonitor.ts';
import { accountProblem } from './accountProblem.ts';

const callers = { issuer: '', keys: [], observers: ['system:serviceaccount:default:operator'] };

function problemOf(changes: Readonly<Record<string, unknown>>): string | undefined {
  const { monitor } = createValidator()(exampleMonitor(changes));
  if (monitor === undefined) throw new Error('expected a valid resource');
  return accountProblem(planFor(monitor), { callers });
}

test.each<{ what: string; changes: Readonly<Record<string, unknown>>; expected: string | undefined }>([
  { what: 'no account', changes: {}, expected: undefined },
  { what: 'another account', changes: { 'spec.serving.podTemplate': { serviceAccountName: 'wine' } }, expected: undefined },
  {
    what: 'an account of that name in another namespace',
    changes: { 'metadata.namespace': 'models', 'spec.serving.podTemplate': { serviceAccountName: 'operator' } },
    expected: undefined,
  },
  ...(['serving', 'drift'] as const).map((part) => ({
    what: `the operator's account for ${part}`,
    changes: { 'metadata.namespace': 'default', [`spec.${part}.podTemplate`]: { serviceAccountName: 'operator' } },
    expected: `spec.${part}.podTemplate.serviceAccountName expected an account other than the operator's, got operator`,
  })),
])('$what', ({ changes, expected }) => {
  expect(problemOf(changes)).toBe(expected);
});
