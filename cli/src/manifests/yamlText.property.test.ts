import fc from 'fast-check';
import { parse } from 'yaml';
import { ambiguousTexts, anyYaml } from './anyYaml.ts';
import { yaml11Meaning } from './yaml11Meaning.ts';
import { yamlText } from './yamlText.ts';

test.each(['1.1', '1.2'] as const)('what is written is read back unchanged as YAML %s', (version) => {
  fc.assert(
    fc.property(anyYaml, ({ value, text }) => {
      expect(parse(text, { version, merge: true, logLevel: 'error' })).toEqual(value);
    }),
    { numRuns: 1_000 },
  );
});

test.each(ambiguousTexts.filter((text) => yaml11Meaning(text) !== undefined))('%p is quoted, as a key and as a value', (text) => {
  expect(yamlText({ [text]: text })).toBe(`"${text}": "${text}"\n`);
});

test('ordinary text is written without quotes', () => {
  const ordinary = [
    'setosa',
    'alcohol',
    '1.2.3',
    '127.0.0.1',
    '1h',
    '2x',
    'e',
    'wine-model-v1',
    'docker.io/a/b:1.0',
    'not',
    'yesterday',
    '12-31',
  ];
  expect(yamlText({ ordinary })).toBe(`ordinary:\n${ordinary.map((text) => `  - ${text}\n`).join('')}`);
});
