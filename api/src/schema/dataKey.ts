import Type, { type TString } from 'typebox';

/** Key of a ConfigMap or Secret. */
export function dataKey(description: string, options: { default?: string } = {}): TString {
  return Type.String({
    // Neither . nor .. nor anything that starts with two dots: a key becomes a file name.
    pattern: '^\\.?[-_a-zA-Z0-9][-._a-zA-Z0-9]*$',
    maxLength: 253,
    'x-expected': 'a key of letters, digits, dots, hyphens and underscores',
    description,
    ...options,
  });
}
