import { exampleMonitor } from '../exampleMonitor.ts';
import { modelMonitorSchema } from '../schema/modelMonitor.ts';
import { celEvaluator } from './celRules.ts';
import { ruleProblems } from './ruleProblems.ts';
import { ruleSamples } from './samples/ruleSamples.ts';
import { refusedTransitions, takenTransitions } from './samples/transitionSamples.ts';
import type { SchemaNode } from './schemaNode.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();
const previous = validate(exampleMonitor()).monitor;

test.each(ruleSamples)('rejects $name', ({ changes, path, message }) => {
  expect(validate(exampleMonitor(changes)).problems).toEqual([expect.objectContaining({ path, message })]);
});

test.each(refusedTransitions)('rejects $name as a change, and accepts it as a new object', ({ changes, path, message }) => {
  expect(validate(exampleMonitor(changes), { previous }).problems).toEqual([expect.objectContaining({ path, message })]);
  expect(validate(exampleMonitor(changes)).problems).toEqual([]);
});

test.each(takenTransitions)('accepts $name as a change', ({ changes }) => {
  expect(validate(exampleMonitor(changes), { previous }).problems).toEqual([]);
});

test('a rule about changes is not evaluated while a field it reads is broken', () => {
  const { problems } = validate(exampleMonitor({ 'spec.model.task': 'clustering' }), { previous });
  expect(problems.map(({ message }) => message)).toEqual(['expected one of classification, regression, got "clustering"']);
});

test('every rule of the schema is broken by one of these', () => {
  const messages = [...ruleSamples, ...refusedTransitions].map(({ message }) => message);
  expect(ruleMessages(modelMonitorSchema).filter((rule) => !messages.some((message) => message.startsWith(rule)))).toEqual([]);
});

function ruleMessages(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  const { 'x-kubernetes-validations': rules = [] } = node as SchemaNode;
  return [...rules.map(({ message }) => message), ...Object.values(node).flatMap(ruleMessages)];
}

describe('rules about a change', () => {
  const kept: SchemaNode = {
    type: 'object',
    properties: { name: { type: 'string' }, kind: { type: 'string' } },
    'x-kubernetes-validations': [{ rule: 'self.kind == oldSelf.kind', message: 'kind must stay' }],
  };
  const schema: SchemaNode = {
    properties: {
      one: kept,
      byName: { type: 'array', items: kept, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
      byPlace: { type: 'array', items: kept, 'x-kubernetes-list-type': 'atomic' },
      free: { type: 'object', additionalProperties: kept },
    },
  };
  const [a, b, other] = [
    { name: 'a', kind: 'x' },
    { name: 'b', kind: 'y' },
    { name: 'a', kind: 'z' },
  ];

  test.each<{ name: string; before: unknown; after: object; paths: string[] }>([
    { name: 'compare a field with what it was', before: { one: a }, after: { one: other }, paths: ['one'] },
    {
      name: 'compare entries of a list by their keys, wherever they are',
      before: { byName: [a, b] },
      after: { byName: [b, other] },
      paths: ['byName[1]'],
    },
    { name: 'skip a list whose entries have no keys', before: { byPlace: [a] }, after: { byPlace: [other] }, paths: [] },
    { name: 'compare values of a map by name', before: { free: { k: a, l: b } }, after: { free: { k: other, m: a } }, paths: ['free.k'] },
    { name: 'skip what did not exist', before: {}, after: { one: a, byName: [a], free: { k: a } }, paths: [] },
    {
      name: 'skip what had another shape',
      before: { byName: a, free: 'x' },
      after: { byName: [a], free: { k: a } },
      paths: [],
    },
  ])('$name', ({ before, after, paths }) => {
    const context = { check: celEvaluator(), broken: new Map(), oversized: new Map(), previous: before };
    expect(ruleProblems(after, schema, context).map(({ path }) => path)).toEqual(paths);
  });
});
