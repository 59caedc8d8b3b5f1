/** What an unquoted text stands for in YAML 1.1, and why; undefined for ordinary text. */
export type Yaml11Meaning = 'a boolean' | 'null' | 'a number' | 'a date' | 'a merge key' | 'a default value';

const meanings: readonly (readonly [Yaml11Meaning, RegExp])[] = [
  ['a boolean', /^(?:y|n|yes|no|on|off|true|false)$/i],
  ['null', /^(?:~|null)?$/i],
  // https://yaml.org/type/timestamp.html
  ['a date', /^\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d*)?(?:[ \t]*(?:z|[-+]\d\d?(?::?\d\d)?))?)?$/i],
  ['a merge key', /^<<$/],
  ['a default value', /^=$/],
];

/** In base 10 with and without exponent, 2, 8, 16 and 60, and what is no finite number; underscores, which may stand anywhere, are left out. */
const number = /^(?:[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|0b[01]+|0o[0-7]+|0x[\da-f]+|\d+(?::[0-5]?\d)+(?:\.\d*)?|\.inf)|\.nan)$/i;

/**
 * The meaning of an unquoted text to readers of YAML 1.1: Kubernetes (which reads YAML with `sigs.k8s.io/yaml`), Helm, PyYAML. They differ
 * in details (`y` is a boolean to Kubernetes and text to PyYAML, 1:20 the reverse), so this is what any of them finds.
 *
 * @example yaml11Meaning('no'); // 'a boolean'
 * @example yaml11Meaning('1:20'); // 'a number'
 * @example yaml11Meaning('1.2.3'); // undefined
 */
export function yaml11Meaning(text: string): Yaml11Meaning | undefined {
  if (!text.startsWith('_') && number.test(text.replaceAll('_', ''))) return 'a number';
  return meanings.find(([, pattern]) => pattern.test(text))?.[0];
}
