import { durationMilliseconds, valueText } from '@modelmonitor/api/plain';
import { didYouMean } from '../nearest.ts';
import { splitQuoted, unquoted } from './quotedText.ts';

/** Any text that is not empty. */
export function text(given: string): string {
  if (given === '') throw new RangeError('expected a value, got an empty one');
  return given;
}

/** One of a list of words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): (given: string) => Word {
  return (given) => {
    const word = words.find((candidate) => candidate === given);
    if (word === undefined) throw new RangeError(`expected one of ${words.join(', ')}, got ${valueText(given)}${didYouMean(given, words)}`);
    return word;
  };
}

/** A finite number in a range. */
export function number({ above, from, to }: { above?: number; from?: number; to?: number } = {}): (given: string) => number {
  const bounds = [
    above === undefined ? '' : `above ${above}`,
    from === undefined ? '' : `from ${from}`,
    to === undefined ? '' : `to ${to}`,
  ];
  const expected = ['expected a number', ...bounds.filter((bound) => bound !== '')].join(' ');
  return (given) => {
    const value = given.trim() === '' ? Number.NaN : Number(given);
    const inside = Number.isFinite(value) && value > (above ?? -Infinity) && value >= (from ?? -Infinity) && value <= (to ?? Infinity);
    if (!inside) throw new RangeError(`${expected}, got ${valueText(given)}`);
    return value;
  };
}

/** A whole number in a range. */
export function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER): (given: string) => number {
  return (given) => {
    const value = /^[+-]?\d+$/.test(given) ? Number(given) : Number.NaN;
    if (!(value >= from && value <= to)) {
      throw new RangeError(
        `expected a whole number from ${from}${to === Number.MAX_SAFE_INTEGER ? '' : ` to ${to}`}, got ${valueText(given)}`,
      );
    }
    return value;
  };
}

/** A share: `5%` or `0.05`. */
export function share(given: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(given) ?? [];
  const value = digits === undefined ? Number.NaN : Number(digits) / (percent === '%' ? 100 : 1);
  if (!(value >= 0 && value <= 1)) throw new RangeError(`expected a share from 0% to 100%, such as 5% or 0.05, got ${valueText(given)}`);
  return value;
}

/** A size of memory in bytes, such as 512MB, 2GB or 1.5GiB; at least 256 MB. */
export function bytes(given: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGT]?i?B)$/i.exec(given) ?? [];
  const power = ['', 'K', 'M', 'G', 'T'].indexOf(unit.toUpperCase().replace(/I?B$/, ''));
  const value = digits === undefined ? Number.NaN : Number(digits) * (/i/i.test(unit) ? 1024 : 1000) ** power;
  if (!(value >= 256e6)) throw new RangeError(`expected a size from 256MB, such as 512MB or 2GB, got ${valueText(given)}`);
  return value;
}

/** A duration such as 30s or 1h30m, in milliseconds, longer than 0. */
export function duration(given: string): number {
  const milliseconds = durationMilliseconds(given);
  if (milliseconds === 0) throw new RangeError(`expected a duration longer than 0, got ${valueText(given)}`);
  return milliseconds;
}

/**
 * Assignments separated by commas: `NAME=VALUE,NAME=VALUE`. A comma belongs to the name if no assignment follows it, and so does every `=`
 * except the last. Any name, and any value, can be written in double quotes.
 *
 * @example
 * assignments(Number)('a=1,b, c=2,"d=1"=3') // => [['a', 1], ['b, c', 2], ['d=1', 3]]
 */
export function assignments<Value>(read: (text: string) => Value): (given: string) => readonly (readonly [string, Value])[] {
  return (given) => {
    const pieces: string[] = [];
    let open = '';
    for (const piece of splitQuoted(given)) {
      open += piece;
      if (open.lastIndexOf('=') > 0) {
        pieces.push(open);
        open = '';
      } else open += ',';
    }
    if (open !== '' || pieces.length === 0) throw new RangeError(`expected NAME=VALUE, separated by commas, got ${valueText(given)}`);
    return pieces.map((piece) => {
      const [, written = '', value = ''] = ASSIGNMENTS.map((form) => form.exec(piece)).find((match) => match !== null) ?? [];
      const name = unquoted(written);
      return [name, readFor(name, () => read(unquoted(value)))] as const;
    });
  };
}

/** With a quoted name, with a quoted value, with neither. */
const ASSIGNMENTS = [/^(\s*"(?:[^"]|"")*")=([\s\S]*)$/, /^([\s\S]*)=("(?:[^"]|"")*"\s*)$/, /^([\s\S]*)=([\s\S]*)$/] as const;

function readFor<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new RangeError(`for ${name} ${(cause as Error).message}`, { cause });
  }
}

/** A column and its values, as "color" or "color=red,white"; a value with a comma is written in double quotes. */
export function segment(given: string): { readonly feature: string; readonly values?: readonly string[] } {
  const equals = given.indexOf('=');
  const feature = unquoted(equals < 0 ? given : given.slice(0, equals));
  const values = equals < 0 ? undefined : splitQuoted(given.slice(equals + 1)).map(unquoted);
  if (feature === '' || values?.includes('') === true) throw new RangeError(`expected NAME or NAME=VALUE,…, got ${valueText(given)}`);
  return { feature, ...(values === undefined ? {} : { values }) };
}
