import { resourceDocs } from './resourceDocs.ts';

const text = resourceDocs();
const section = (title: string) => text.split('\n## ').find((part) => part.startsWith(`${title}\n`)) ?? '';

test.each([
  { title: 'The document', line: '| `kind` | string | required | Kind of this resource. Must be `ModelMonitor`. |' },
  { title: '`spec.serving`', line: '| `replicas` | integer | `1` | Number of predictor pods. From 0 to 1000. |' },
  { title: '`spec.drift`', line: '| `window` | object | see below | The captured rows a check compares with the reference. |' },
  { title: '`spec.drift.window`', line: '- minRows must not exceed maxRows: `self.minRows <= self.maxRows`' },
  {
    title: '`spec.model.features[]`',
    line: '| `optional` | boolean | `false` | Whether a request may leave the feature out (or send null). |',
  },
])('$title has the line $line', ({ title, line }) => {
  expect(section(title).split('\n')).toContain(line);
});

test('every section stands once', () => {
  const titles = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(titles.length).toBeGreaterThan(40);
  expect(new Set(titles).size).toBe(titles.length);
});

test('every row of a table has as many cells as its head', () => {
  for (const line of text.split('\n').filter((one) => one.startsWith('|'))) expect(line.match(/(?<!\\)\|/g)).toHaveLength(5);
});
