import { reportDocs } from './reportDocs.ts';

const text = reportDocs();
const section = (title: string) => text.split('\n## ').find((part) => part.startsWith(`${title}\n`)) ?? '';

test.each([
  { title: 'The document', line: '| `verdict` | string | The outcome in one word. One of `stable`, `drifted`, `unknown`. |' },
  { title: 'The document', line: '| `features` | map to object | Outcome of each feature, by name. |' },
  { title: '`features.NAME`', line: '| `drifted` | boolean or null | Whether the column drifted; null when that is not known. |' },
  { title: '`quality.tests[]`', line: '| `column` | string or null | Column; null for a check of the whole table. |' },
  { title: '`features.NAME.missing.reference`', line: '| `count` | integer | Missing values. From 0. |' },
])('$title has the line $line', ({ title, line }) => {
  expect(section(title).split('\n')).toContain(line);
});

test('every section stands once, and every field is described', () => {
  const titles = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(text).not.toMatch(/\| *\|$/m);
});
