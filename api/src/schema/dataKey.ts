import Type, { type TString } from 'typebox';

/** Key of a ConfigMap or Secret. */
export function dataKey(description: string, options: { default?: string } = {}): TString {
  return Type.String({
    // Neither . nor .. nor anything that starts with two dots: a key becomes a file name.
    pattern: '^\\.?[-_a-zA-Z0-9][-._a-zA-Z0-9]*$',
    maxLength: 253,
    'x-wanted': 'letters, digits, -, _ and ., as keys of a ConfigMap or Secret are',
    description,
    ...options,
  });
}
