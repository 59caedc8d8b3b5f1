import fc from 'fast-check';
import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();

test.each([
  { name: 'nothing', document: undefined, path: '', message: 'expected an object (A served, measured and drift-checked model), got null' },
  { name: 'null', document: null, path: '', message: 'expected an object (A served, measured and drift-checked model), got null' },
  {
    name: 'a text',
    document: 'monitor',
    path: '',
    message: 'expected an object (A served, measured and drift-checked model), got "monitor"',
  },
  { name: 'a list', document: [], path: '', message: 'expected an object (A served, measured and drift-checked model), got []' },
  { name: 'a function', document: () => 1, path: '', message: 'expected a JSON value, got a function' },
  { name: 'a big integer', document: { spec: { x: 1n } }, path: 'spec.x', message: 'expected a JSON value, got a bigint' },
])('$name is no monitor', ({ document, path, message }) => {
  expect(validate(document).problems).toEqual([expect.objectContaining({ path, message })]);
});

const deep = (levels: number, field: string) => Array.from({ length: levels }).reduce<unknown>((inner) => ({ [field]: inner }), 1);
const cyclic = () => {
  const loop: Record<string, unknown> = {};
  loop['again'] = loop;
  return loop;
};
const nested = 'expected at most 64 levels of nesting, got more (or a cycle)';

test.each([
  { name: '100,000 levels in an unknown field', changes: { 'spec.other': deep(100_000, 'a') }, message: nested },
  { name: '100,000 levels in a field of any value', changes: { status: deep(100_000, 'a') }, message: nested },
  {
    name: '100,000 lists in lists',
    changes: { status: Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1) },
    message: nested,
  },
  { name: 'a cycle', changes: { 'spec.serving.podTemplate.affinity': cyclic() }, message: nested },
  {
    name: 'aliases that multiply',
    changes: { status: Array.from({ length: 40 }).reduce<unknown>((inner) => ({ a: inner, b: inner }), 1) },
    message: 'expected at most 500000 values, got more',
  },
])('refuses $name', ({ changes, message }) => {
  expect(validate(exampleMonitor(changes)).problems).toEqual([expect.objectContaining({ message })]);
});

const many = 20_000;

test.each([
  { name: 'features', changes: { 'spec.model.features': Array.from({ length: many }, (_, i) => ({ name: `f${i}`, type: 'numeric' })) } },
  { name: 'empty features', changes: { 'spec.model.features': Array.from({ length: many }, () => ({})) } },
  { name: 'features that are numbers', changes: { 'spec.model.features': Array.from({ length: many }, () => 1) } },
  { name: 'versions', changes: { 'spec.model.versions': Array.from({ length: many }, (_, i) => ({ name: `v${i}`, shadow: false })) } },
  { name: 'redacted names', changes: { 'spec.capture.redact': Array.from({ length: many }, (_, i) => `f${i}`) } },
  {
    name: 'methods',
    changes: { 'spec.drift.methods.features': Object.fromEntries(Array.from({ length: many }, (_, i) => [`f${i}`, { method: 'psi' }])) },
  },
  { name: 'unknown fields', changes: { 'spec.serving': Object.fromEntries(Array.from({ length: many }, (_, i) => [`f${i}`, i])) } },
])('20,000 $name give problems, in time', ({ changes }) => {
  expect(validate(exampleMonitor(changes)).problems.length).toBeGreaterThan(0);
});

test('long texts are judged in linear time', () => {
  const long = '1'.repeat(1_000_000);
  for (const field of ['drift.every', 'drift.schedule', 'capture.maxAge', 'drift.timeZone']) {
    expect(validate(exampleMonitor({ [`spec.${field}`]: long })).problems.length).toBeGreaterThan(0);
  }
  expect(validate(exampleMonitor({ 'metadata.name': `${'a.'.repeat(500_000)}!` })).problems).toHaveLength(1);
});

test('a field named __proto__ is an unknown field like any other', () => {
  const document = JSON.parse(
    '{"__proto__":{"kind":"ModelMonitor"},"constructor":1,"spec":{"drift":{"methods":{"features":{"__proto__":{"method":5}}}}}}',
  );
  const paths = validate(document).problems.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'kind', 'spec.drift.methods.features.__proto__.method']));
  expect(Object.hasOwn(Object.prototype, 'method')).toBe(false);
});

test('whatever replaces any part of the example, it is judged and never thrown', () => {
  const paths = pathsOf(exampleMonitor());
  const anything = fc.oneof(fc.jsonValue(), fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }));
  fc.assert(
    fc.property(fc.constantFrom(...paths), anything, (path, value) => {
      const { monitor, problems } = validate(exampleMonitor({ [path]: value }));
      expect(monitor === undefined).toBe(problems.length > 0);
    }),
    { numRuns: 500 },
  );
});

function pathsOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => pathsOf(item, path === '' ? key : `${path}.${key}`));
  return path === '' ? inner : [path, ...inner];
}
