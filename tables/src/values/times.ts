import { NEARLY_ALL } from './findNotation.ts';
import { isMissingMarker } from './missing.ts';

/** A way to write dates or times. */
interface TimeNotation {
  /** What it is called in messages. */
  readonly name: string;
  readonly pattern: RegExp;
}

const MONTH_NAMES = [
  'january february march april may june july august september october november december sept',
  'januar jänner februar märz mai juni juli oktober dezember mär maerz mrz okt dez',
  'janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc fevrier aout decembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic',
  'gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott',
  'janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev out',
  'januari februari maart mei augustus mrt',
]
  .flatMap((line) => line.split(' '))
  .flatMap((name) => [name, name.slice(0, 3)])
  .toSorted((a, b) => b.length - a.length);

const YEAR = '(?:1[5-9]|20|21)\\d{2}';
const YEARS = `(?:${YEAR}|'?\\d{2})`;
const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const TWO_MONTH = '(?:0[1-9]|1[0-2])';
const TWO_DAY = '(?:0[1-9]|[12]\\d|3[01])';
const NAME = `(?:${[...new Set(MONTH_NAMES)].join('|')})\\.?`;
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? )?';
const CLOCK = '(?:[01]?\\d|2[0-4])[:.h][0-5]\\d(?:[:.](?:[0-5]\\d|60)(?:[.,]\\d{1,9})?)?(?: ?[ap]\\.?m\\.?)?';
const ZONE = '(?: ?(?:z|utc|gmt|[a-z]{3,4}|(?:utc|gmt)?[+-]\\d{2}(?::?\\d{2})?))?(?: ?\\([a-z ]+\\))?';
const HOUR = '(?:0?\\d|1[0-2]) ?[ap]\\.?m\\.?';
/** A time of day after a date. */
const TIME = `(?:(?:[ t]|, | at )?[ t]?(?:${CLOCK}|${HOUR}|\\d{2})${ZONE})?`;

const NOTATIONS: readonly TimeNotation[] = [
  ['yyyy-mm-dd', `${YEAR}-${MONTH}-${DAY}${TIME}`],
  ['yyyy/mm/dd', `${YEAR}/${MONTH}/${DAY}${TIME}`],
  ['yyyy.mm.dd', `${YEAR}\\.${MONTH}\\.${DAY}\\.?${TIME}`],
  ['dd.mm.yyyy', `${DAY}\\. ?${MONTH}\\. ?${YEAR}${TIME}`],
  ['dd.mm.yy', `${TWO_DAY}\\.${TWO_MONTH}\\.\\d{2}${TIME}`],
  ['mm/dd/yyyy', `${MONTH}/${DAY}/${YEARS}${TIME}`],
  ['dd/mm/yyyy', `${DAY}/${MONTH}/${YEARS}${TIME}`],
  ['mm-dd-yyyy', `${MONTH}-${DAY}-${YEAR}${TIME}`],
  ['dd-mm-yyyy', `${DAY}-${MONTH}-${YEAR}${TIME}`],
  ['dd Mon yyyy', `${WEEKDAY}${DAY}(?:st|nd|rd|th|\\.|er)?[ ./-]?(?:de |of )?${NAME},?[ ./-]?(?:de |del )?${YEARS}(?:[: ]?${TIME})?`],
  ['Mon dd yyyy', `${WEEKDAY}${NAME}[ ./-]?${DAY}(?:st|nd|rd|th)?,?[ ./-]${YEARS}${TIME}`],
  ['yyyy Mon dd', `${YEAR}[ ./-]?${NAME}[ ./-]?${DAY}${TIME}`],
  ['Day Mon dd HH:MM:SS yyyy', `${WEEKDAY}${NAME} +${DAY} ${CLOCK}${ZONE} ${YEAR}`],
  ['Mon yyyy', `${NAME}[ ./-]?${YEARS}`],
  ['yyyy Mon', `${YEAR}[ ./-]?${NAME}`],
  ['yyyy-mm', `${YEAR}[-/]${TWO_MONTH}|${YEAR}m${MONTH}`],
  ['mm/yyyy', `${MONTH}[/-]${YEAR}`],
  ['quarters', `${YEAR}[ -]?q[1-4]|q[1-4][ /-]?${YEAR}`],
  ['weeks', `${YEAR}-?w(?:0?[1-9]|[1-4]\\d|5[0-3])(?:-?[1-7])?`],
  ['HH:MM', `${CLOCK.replace('[:.h]', ':')}${ZONE}|${HOUR}`],
  ['yyyymmdd', `${YEAR}${TWO_MONTH}${TWO_DAY}(?:[t ]?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d(?:\\.\\d+)?)?z?)?`],
].map(([name = '', pattern = '']) => ({ name, pattern: new RegExp(`^(?:${pattern})$`, 'iu') }));

/** Texts that are looked at before all are. */
const FIRST_TEXTS = 50;

/**
 * How nearly all values of a column are written as dates or times: `dd.mm.yyyy`, `HH:MM` and the like.
 *
 * @returns undefined when they are no dates and no times
 */
export function timeNotation(counts: ReadonlyMap<string, number>): string | undefined {
  const first = new Map([...counts.entries().take(FIRST_TEXTS)]);
  return notationOf(first) === undefined ? undefined : counts.size === first.size ? notationOf(first) : notationOf(counts);
}

function notationOf(counts: ReadonlyMap<string, number>): string | undefined {
  const rows = NOTATIONS.map(() => 0);
  let [written, times] = [0, 0];
  for (const [text, count] of counts) {
    if (isMissingMarker(text)) continue;
    written += count;
    const trimmed = text.trim();
    const fitting = NOTATIONS.map(({ pattern }) => pattern.test(trimmed));
    if (fitting.includes(true)) times += count;
    for (const [index, fits] of fitting.entries()) rows[index] = (rows[index] as number) + (fits ? count : 0);
  }
  if (written === 0 || times < NEARLY_ALL * written) return undefined;
  const most = Math.max(...rows);
  return most < NEARLY_ALL * written ? 'several notations' : NOTATIONS[rows.indexOf(most)]?.name;
}

/** Names of columns that hold times: as a word, in several languages. */
const TIME_NAME =
  /(^|[^a-z])(dates?|datum|fecha|data|day|days?|tag|dia|jour|months?|monat|mes|mois|time|times|zeit|hora|timestamps?|ts|datetime|epoch|unix|periods?|when|created|updated|modified|at|on|dt|yyyymm(dd)?|ymd|dob|birth(day)?)([^a-z]|$)|date$|time$|timestamp|^dt_|_at$|epoch/;

/** Whether the name of a column says that it holds dates or times. */
export function isTimeName(name: string): boolean {
  return TIME_NAME.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Seconds of 1990-01-01 and 2100-01-01: what Unix times of data lie between. */
const [FIRST_SECOND, LAST_SECOND] = [631_152_000, 4_102_444_800];

/**
 * How numbers are dates or times: as yyyymmdd, yyyymm or, where the name says time, as seconds, milliseconds, microseconds or nanoseconds
 * of Unix. Each value has to be one.
 *
 * @param values some or all numbers of a column, none of them NaN
 * @returns undefined when they are plain numbers, as years are
 */
export function numbersAreTimes(values: Iterable<number>, name: string): string | undefined {
  let isDays = true;
  let isMonths = true;
  let isUnix = isTimeName(name);
  const scales = new Set<number>();
  let found = 0;
  for (const value of values) {
    found++;
    isDays &&= isDay(value);
    isMonths &&= isMonth(value);
    if (isUnix) isUnix = addScale(value, scales);
    if (!(isDays || isMonths || isUnix)) return undefined;
  }
  if (found === 0) return undefined;
  if (isDays) return 'yyyymmdd';
  if (isMonths && isTimeName(name)) return 'yyyymm';
  return isUnix && scales.size === 1 ? 'Unix time' : undefined;
}

function isDay(value: number): boolean {
  if (!Number.isInteger(value) || value < 15_000_101 || value > 21_991_231) return false;
  const [year, month, day] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isMonth(value: number): boolean {
  if (!Number.isInteger(value) || value < 150_001 || value > 219_912) return false;
  const month = value % 100;
  return month >= 1 && month <= 12;
}

function addScale(value: number, scales: Set<number>): boolean {
  for (const scale of [1, 1e3, 1e6, 1e9]) {
    if (value >= FIRST_SECOND * scale && value <= LAST_SECOND * scale) {
      scales.add(scale);
      return true;
    }
  }
  return false;
}
