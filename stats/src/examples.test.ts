import { readdirSync, readFileSync } from 'node:fs';

const entries = ['index.ts', 'detectors.ts', 'performance.ts'];
const sources = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !entries.includes(name),
);

const examples = sources.flatMap((file) => {
  const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
  return Array.from(text.matchAll(/@example\n \* (.*) \/\/ => (.*)/g), ([, code = '', result = '']) => ({ file, code, result }));
});

const scope = Object.assign({}, ...(await Promise.all(sources.map((file) => import(`./${file}`)))));

/** The value of an expression over all exports of the room, as text with 12 digits: the last ones belong to the engine's Math. */
async function evaluated(expression: string): Promise<string> {
  const value: unknown = await new Function(...Object.keys(scope), `return (${expression})`)(...Object.values(scope));
  return JSON.stringify(value instanceof Float64Array ? Array.from(value) : value, (_key, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(12)) : part,
  );
}

test.each(examples)('the example of $file runs: $code', async ({ code, result }) => {
  expect(await evaluated(code)).toBe(await evaluated(result));
});

test('every source but the guard has an example', () => {
  const without = sources.filter((file) => !examples.some((example) => example.file === file));
  expect(without).toEqual(['requireAscending.ts']);
});
