import { looksLikeTruth, truthOf } from './truth.ts';

/** A value of JSON that may name a category. */
export type CategoryValue = string | number | boolean;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/**
 * What two spellings of one category have in common: 1, 1.0, +1 and 1e0 are one, True and TRUE too. Zeros in front stay, since 007 is a
 * code that may stand beside 7. Any other text is itself.
 *
 * @example
 * categoryKey('1.0') // => '1'
 * categoryKey('007') // => '007'
 * categoryKey('TRUE') // => 'true'
 */
export function categoryKey(value: CategoryValue): string {
  const text = String(value);
  const truth = truthOf(text);
  if (truth !== undefined) return String(truth);
  const { zeros, number } = numberOf(text) ?? {};
  return number === undefined || zeros === undefined ? text : withZeros(number, zeros);
}

function withZeros(number: string, zeros: string): string {
  return number.startsWith('-') ? `-${zeros}${number.slice(1)}` : `${zeros}${number}`;
}

/** A text as a decimal number in its shortest form, exactly, and the zeros in front of it. */
function numberOf(text: string): { zeros: string; number: string } | undefined {
  const found = NUMBER.exec(text.trim());
  if (found === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  if (whole + fraction === '') return undefined;
  const zeros = /^0*(?=\d)/.exec(whole)?.[0] ?? '';
  const digits = whole.slice(zeros.length) + fraction;
  const point = whole.length - zeros.length + Number(exponent);
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return { zeros, number: '0' };
  const first = digits.length - digits.replace(/^0+/, '').length;
  const place = point - first;
  const number = plainDecimal(significant, place);
  return { zeros, number: sign === '-' ? `-${number}` : number };
}

/** Digits with a point after so many of them. */
function plainDecimal(digits: string, place: number): string {
  if (Math.abs(place) > 40) return `${digits}e${place - digits.length}`;
  if (place <= 0) return `0.${'0'.repeat(-place)}${digits}`;
  if (place >= digits.length) return digits + '0'.repeat(place - digits.length);
  return `${digits.slice(0, place)}.${digits.slice(place)}`;
}

/** The known category that a value means, those that it may mean, or neither. */
export type FoundCategory = { readonly name: string } | { readonly ambiguous: readonly string[] } | undefined;

/**
 * Finds which of the known categories a value means, whatever its JSON type and spelling: its own spelling first, then the same number or
 * truth value, then the same number without zeros in front, then 1, yes, t and the like for a boolean, last the same text but for blanks around
 * it.
 *
 * @param names the categories of the reference, or of the resource
 * @example
 * categoryFinder(['0', '1'])(1.0) // => { name: '1' }
 * categoryFinder(['007', '07'])(7) // => { ambiguous: ['007', '07'] }
 */
export function categoryFinder(names: readonly string[]): (value: CategoryValue) => FoundCategory {
  const exact = new Set(names);
  const byKey = Map.groupBy(exact, categoryKey);
  const byNumber = Map.groupBy(exact, numberKey);
  const byTruth = Map.groupBy(exact, (name) => truthOf(name, { lenient: true }));
  const byTrimmed = Map.groupBy(exact, (name) => name.trim());
  const byWord = Map.groupBy(exact, (name) => name.toLowerCase());
  const [isTruth, mayBeTruth] = [looksLikeTruth(exact), looksLikeTruth(exact, { lenient: true })];
  return (value) => {
    const text = String(value);
    if (exact.has(text)) return { name: text };
    const truth = isTruth || (mayBeTruth && truthOf(text) !== undefined) ? truthOf(text, { lenient: true }) : undefined;
    const word = mayBeTruth ? byWord.get(text.toLowerCase()) : undefined;
    const asTruth = truth === undefined ? undefined : byTruth.get(truth);
    const found = byKey.get(categoryKey(value)) ?? byNumber.get(numberKey(text)) ?? word ?? asTruth ?? byTrimmed.get(text.trim());
    const [name, ...others] = found ?? [];
    if (name === undefined) return undefined;
    return others.length === 0 ? { name } : { ambiguous: [name, ...others] };
  };
}

function numberKey(text: string): string {
  return numberOf(text)?.number ?? text;
}
