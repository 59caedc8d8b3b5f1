import { fieldPath, valueText } from './problem.ts';

test.each([
  { keys: [], path: '' },
  { keys: ['spec', 'model', 'features', 3, 'name'], path: 'spec.model.features[3].name' },
  { keys: ['spec', 'methods', 'od280/od315'], path: 'spec.methods[od280/od315]' },
  { keys: ['labels', 'app.kubernetes.io/name'], path: 'labels[app.kubernetes.io/name]' },
])('writes $path', ({ keys, path }) => {
  expect(fieldPath(keys)).toBe(path);
});

test.each([
  { name: 'nothing', value: undefined, text: 'nothing' },
  { name: 'null', value: null, text: 'null' },
  { name: 'text with quotes', value: 'a"b', text: '"a\\"b"' },
  { name: 'a number that JSON does not know', value: Number.NaN, text: 'NaN' },
  { name: 'an endless number', value: Number.NEGATIVE_INFINITY, text: '-Infinity' },
  { name: 'a long list, cut', value: Array(50).fill(1), text: `[${'1,'.repeat(28)}…` },
])('shows $name', ({ value, text }) => {
  expect(valueText(value)).toBe(text);
});
