import {
  type CreateNodeOptions,
  Document,
  type DocumentOptions,
  isDocument,
  type ParseOptions,
  type ScalarTag,
  type SchemaOptions,
} from 'yaml';
import { stringifyNumber, stringifyString } from 'yaml/util';
import { yaml11Meaning } from './yaml11Meaning.ts';

/** A document for `yamlText` whose nodes may be given a style and comments. */
export function yamlDocument(value: unknown): Document {
  return new Document(value, yamlOptions);
}

/**
 * YAML that every reader understands as it was written, whether it follows YAML 1.1 (Kubernetes, Helm, PyYAML) or 1.2. Everything this
 * project writes as YAML is written here.
 *
 * @param value a value, a `yamlDocument`, or a document that was parsed with `yamlOptions`
 */
export function yamlText(value: unknown, { lineWidth = 0 }: { readonly lineWidth?: number } = {}): string {
  const document = isDocument(value) ? value : yamlDocument(value);
  // In quotes a line break is \n: readers differ in how they fold lines there.
  return document.toString({ lineWidth, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
}

/** Options of documents that are parsed, changed and written again by `yamlText`. */
export const yamlOptions: DocumentOptions & SchemaOptions & ParseOptions & CreateNodeOptions = {
  aliasDuplicateObjects: false,
  customTags: (tags) =>
    tags.map((tag) => (typeof tag === 'object' && !('collection' in tag && tag.collection) ? safely(tag as ScalarTag) : tag)),
};

function safely(tag: ScalarTag): ScalarTag {
  if (tag.tag === 'tag:yaml.org,2002:str') return { ...tag, stringify: textStyle };
  if (/:(?:int|float)$/.test(tag.tag)) return { ...tag, stringify: numberStyle };
  return tag;
}

type Stringify = NonNullable<ScalarTag['stringify']>;

const textStyle: Stringify = (item, context, ...callbacks) => {
  const text = String(item.value);
  // Within braces YAML 1.1 takes any ? for an indicator.
  const ambiguous = mustBeQuoted.test(text) || (context.inFlow === true && /[?\n]/.test(text)) || yaml11Meaning(text) !== undefined;
  if (ambiguous) return doubleQuotes(text);
  const styled = { ...item, value: text };
  return stringifyString(styled, { ...context, actualString: true } as typeof context, ...callbacks);
};

/**
 * Characters that are line breaks in YAML 1.1 or must be escaped, white space at an end, a first character that is an indicator within braces,
 * and what generous patterns take for a number (`.`, `e5`).
 */
const mustBeQuoted =
  /^[-+]?[\d_]*\.?[\d_]*(?:e[-+]?\d+)?$|[^\n\x20-\x7e\u00a1-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]|^[\s?:]|\s$(?<!\n)/iu;

function doubleQuotes(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Without a point, PyYAML reads a number with an exponent as text, and Kubernetes loses the sign of -0. */
const numberStyle: Stringify = (item) =>
  stringifyNumber(item)
    .replace(/^(-?\d+)e/, '$1.0e')
    .replace(/^-0$/, '-0.0');
