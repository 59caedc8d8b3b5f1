import fc from 'fast-check';
import { type Document, visit } from 'yaml';
import { yamlDocument, yamlText } from './yamlText.ts';

/** Texts that YAML 1.1, YAML 1.2 or their readers take for something else. */
export const ambiguousTexts = [
  ...['yes', 'Yes', 'YES', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'y', 'Y', 'n', 'N', 'true', 'True', 'FALSE'],
  ...['~', 'null', 'Null', 'NULL', '', '=', '<<', '.inf', '-.INF', '+.inf', '.nan', '.NaN', 'NaN', 'Infinity'],
  ...['0', '-0', '+1', '007', '017', '08', '0o7', '0x1f', '0X1F', '-0x1', '0b1', '0b_1', '-0b1', '+_1', '1_000', '1__0_', '0x_1F', '_1'],
  ...[
    '1.',
    '.5',
    '-.5',
    '1.10',
    '1e3',
    '1E3',
    '1e+3',
    '1.5e-7',
    '1E3_1',
    '0_x1f',
    '1_0.5_0',
    '1:20',
    '1:20:30',
    '1:20.5',
    '-1:20',
    '1:75',
    '1.2.3',
  ],
  ...['2001-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '2001-12-15 2:59:43', '20010101'],
  ...[' a', 'a ', '\ta', 'a\t', ' ', '\n', 'a\n', '\na', 'a\n\n', ' a\n  b\n', 'a\n \nb', 'a\n\tb', 'a \nb', '\t\n', 'a\r\nb', 'a\rb'],
  ...[
    '- a',
    '-',
    '--',
    '---',
    '--- a',
    '...',
    '? a',
    '?a',
    ':a',
    ':',
    'a: b',
    'a:',
    'a:b',
    'a #b',
    '#a',
    'a#b',
    '%a',
    '@a',
    '`a',
    '!a',
    '&a',
    '*a',
  ],
  ...['[a]', '{a}', 'a,b', 'a]b', "'a'", '"a"', "it's", 'say "a"', '\'"', '|', '>', '| a', 'a|b', '\\n', '\\'],
  ...[
    '\u0085',
    'a\u0085b',
    'a\u2028b',
    '\u2029',
    '\ufeff',
    'a\ufeff',
    '\ufeffa',
    '\u00a0a',
    'a\u00a0',
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u007f',
    '\u009f',
    '\ufffe',
    '\uffff',
  ],
  ...['é', '日本', '😀', 'ＮＯ', '\u200b', '\u202e', '\u{10ffff}', '__proto__', 'constructor'],
];

const anyText = fc.oneof(
  fc.constantFrom(...ambiguousTexts),
  fc.array(fc.constantFrom(...ambiguousTexts), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^[-+]?[0-9a-fA-FxXoObB_.:eEtTzZ -]{1,12}$/),
  fc.string({ minLength: 60, maxLength: 300 }),
  fc.lorem({ maxCount: 40 }),
);

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: anyText },
    { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)) },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    {
      weight: 2,
      arbitrary: fc.dictionary(
        anyText.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 4 },
      ),
    },
  ),
}));

const anyObject = fc
  .dictionary(
    anyText.filter((key) => key !== '__proto__'),
    anyValue,
    { minKeys: 1, maxKeys: 3 },
  )
  .map((spec) => ({ apiVersion: 'example.com/v1', kind: 'Example', metadata: { name: 'any' }, spec }));

/** Any object, and its YAML in one of the styles that are used here: blocks or braces, texts as literal blocks, long lines folded. */
export const anyYaml = fc
  .record({ value: anyObject, style: fc.constantFrom('block', 'flow', 'literal', 'folded') })
  .map(({ value, style }) => {
    const document = yamlDocument(value);
    restyle(document, style);
    return { value, text: yamlText(document, style === 'folded' ? { lineWidth: 140 } : {}) };
  });

function restyle(document: Document, style: 'block' | 'flow' | 'literal' | 'folded'): void {
  visit(document, {
    Collection: (_key, node, path) => {
      if (style === 'flow' && path.length > 2) node.flow = true;
    },
    Scalar: (key, node) => {
      if (style === 'literal' && key !== 'key' && typeof node.value === 'string') node.type = 'BLOCK_LITERAL';
    },
  });
}
