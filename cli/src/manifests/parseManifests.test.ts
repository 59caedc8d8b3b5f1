import { parseManifests } from './parseManifests.ts';

const text = `# a comment
apiVersion: v1
kind: ConfigMap
metadata:
  name: one
  labels: &labels { team: red }
data:
  a.txt: |
    several
    lines
---
apiVersion: v1
kind: Secret
metadata: { name: two, namespace: other, labels: { <<: &x { a: b }, c: d } }
list:
  - name: first
  - name: second
    deep: [1, 2,
      3]
---
# nothing here
...
`;

test('documents keep their kind, names and lines', () => {
  const { manifests, problems } = parseManifests(text, 'file.yaml');
  expect(problems).toEqual([]);
  expect(manifests.map(({ kind, name, namespace, line }) => ({ kind, name, namespace, line }))).toEqual([
    { kind: 'ConfigMap', name: 'one', namespace: 'default', line: 2 },
    { kind: 'Secret', name: 'two', namespace: 'other', line: 12 },
  ]);
});

test.each([
  { keys: ['list', 1, 'deep', 2], line: 19, name: 'an entry of a flow list on a line of its own' },
  { keys: ['list', 1], line: 17, name: 'a list entry' },
  { keys: ['list', 1, 'missing', 'deeper'], line: 17, name: 'a missing field has the line of its parent' },
  { keys: ['list', 9], line: 15, name: 'a missing list entry' },
  { keys: ['metadata', 'namespace'], line: 14, name: 'a field of a flow object' },
  { keys: [], line: 12, name: 'the document' },
  { keys: ['nowhere'], line: 12, name: 'a missing field of the document' },
])('line of $name', ({ keys, line }) => {
  const { manifests } = parseManifests(text, 'file.yaml');
  expect(manifests[1]?.lineOf(keys)).toBe(line);
});

test('a document that does not parse hides none of the others', () => {
  const { manifests, problems } = parseManifests('a: [1\n---\nkind: ConfigMap\n---\nb: "x\n', 'file.yaml');
  expect(manifests.map(({ kind, line }) => ({ kind, line }))).toEqual([{ kind: 'ConfigMap', line: 3 }]);
  expect(problems.map(({ line }) => line)).toEqual([expect.any(Number), expect.any(Number)]);
});

test('keys are texts, merged keys are followed, and no key reaches the prototype', () => {
  const { manifests } = parseManifests('kind: X\nbase: &b { 1: one }\nmore: { <<: *b, true: yes }\n__proto__: { polluted: 1 }\n', 'f');
  expect(JSON.parse(JSON.stringify(manifests[0]?.value))).toMatchObject({ base: { '1': 'one' }, more: { '1': 'one', true: 'yes' } });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a duplicate key is one problem, found fast in large objects', () => {
  const keys = Array.from({ length: 30_000 }, (_, index) => `  k${index}: v\n`).join('');
  const { problems } = parseManifests(`kind: X\ndata:\n${keys}  k7: w\n`, 'f');
  expect(problems).toEqual([{ file: 'f', line: 30_003, path: 'data', message: 'expected unique keys, got k7 twice' }]);
});

test('deep nesting is a problem and no crash', () => {
  const { manifests, problems } = parseManifests(`a: ${'['.repeat(100_000)}`, 'f');
  expect(manifests).toEqual([]);
  expect(problems).toHaveLength(1);
});
