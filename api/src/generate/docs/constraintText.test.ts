import { constraintText } from './constraintText.ts';

test.each([
  { node: { type: 'boolean' }, text: '' },
  { node: { type: 'integer', minimum: 1, maximum: 10 }, text: 'From 1 to 10.' },
  { node: { type: 'number', exclusiveMinimum: 0, maximum: 1 }, text: 'Above 0 up to 1.' },
  { node: { type: 'number', minimum: 0 }, text: 'From 0.' },
  { node: { type: 'string', enum: ['ks', 'psi'] }, text: 'One of `ks`, `psi`.' },
  { node: { type: 'string', const: 'ModelMonitor' }, text: 'Must be `ModelMonitor`.' },
  { node: { type: 'string', 'x-expected': 'letters', maxLength: 63 }, text: 'Must be letters. At most 63 characters.' },
  { node: { type: 'string', 'x-expected': 'a word, another …' }, text: 'Must be a word, another …' },
  {
    node: { type: 'array', minItems: 2, maxItems: 5, 'x-kubernetes-list-type': 'set' as const, items: { type: 'string', maxLength: 9 } },
    text: '2 to 5 entries. No entry twice. Entries: At most 9 characters.',
  },
  {
    node: { type: 'array', maxItems: 5, 'x-kubernetes-list-type': 'map' as const, 'x-kubernetes-list-map-keys': ['name'] },
    text: 'At most 5 entries. No name twice.',
  },
])('says "$text"', ({ node, text }) => {
  expect(constraintText(node)).toBe(text);
});
