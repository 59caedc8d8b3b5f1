import { timeNotations } from './timeNotations.ts';
import { numbersAreTimes, timeNotation } from './times.ts';

/** Parts of a date that can be features. */
export const DATE_PARTS = ['year', 'month', 'weekday', 'hour'] as const;
export type DatePart = (typeof DATE_PARTS)[number];

/** Parts of a date, as far as it is written with them; the weekday is 1 on Mondays and 7 on Sundays. */
export type DateParts = Readonly<Partial<Record<DatePart, number>>>;

/** A date as it is written, without parts that are not. */
interface WrittenDate {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly weekday?: number;
}

/**
 * Reads parts of the dates and times of one column, as they are written: no time zone is converted. Unix times are read as UTC.
 *
 * @param counts the different texts of the column
 * @returns a reader of a text, which has no part of a text in another notation; undefined when the column has no dates and no times
 */
export function datePartsReader(counts: ReadonlyMap<string, number>, name: string): ((text: string) => DateParts) | undefined {
  const numbers = numbersAreTimes([...counts.keys()].map(Number), name);
  if (numbers === 'Unix time') return (text) => partsOf(unixDate(Number(text)));
  if (numbers !== undefined) return (text) => partsOf(compactDate(String(Number(text))));
  const notation = timeNotation(counts);
  if (notation === undefined) return undefined;
  return (text) => partsOf(writtenDate(text, notation));
}

function partsOf({ day, ...date }: WrittenDate): DateParts {
  const { year, month } = date;
  if (month !== undefined && (month < 1 || month > 12)) return {};
  if (year === undefined || month === undefined || day === undefined) return date;
  const time = new Date(Date.UTC(year, month - 1, day));
  return time.getUTCMonth() === month - 1 ? { ...date, weekday: time.getUTCDay() || 7 } : {};
}

/** The last second of 2099, in Unix time. */
const LAST_SECOND = 4_102_444_800;

function unixDate(value: number): WrittenDate {
  const scale = [1, 1e3, 1e6, 1e9].find((each) => value / each <= LAST_SECOND) ?? 1;
  const time = new Date((value / scale) * 1000);
  if (Number.isNaN(time.getTime())) return {};
  return { year: time.getUTCFullYear(), month: time.getUTCMonth() + 1, day: time.getUTCDate(), hour: time.getUTCHours() };
}

/** The order in which a notation writes year, month and day. */
const ORDERS: Readonly<Record<string, string>> = {
  'yyyy-mm-dd': 'ymd',
  'yyyy/mm/dd': 'ymd',
  'yyyy.mm.dd': 'ymd',
  yyyy年mm月dd日: 'ymd',
  'yy-mm-dd': 'ymd',
  'yyyy-mm': 'ym',
  'dd.mm.yyyy': 'dmy',
  'dd.mm.yy': 'dmy',
  'dd/mm/yyyy': 'dmy',
  'dd-mm-yyyy': 'dmy',
  'dd-mm-yy': 'dmy',
  'mm/dd/yyyy': 'mdy',
  'mm-dd-yyyy': 'mdy',
  'mm/yyyy': 'my',
  'dd Mon yyyy': 'dy',
  'Mon dd yyyy': 'dy',
  'yyyy Mon dd': 'yd',
  'Mon yyyy': 'y',
  'yyyy Mon': 'y',
  'dd Mon': 'd',
  'Mon dd': 'd',
};

function writtenDate(text: string, notation: string): WrittenDate {
  const lower = text.trim().toLowerCase();
  const known = timeNotations.find(({ name, pattern }) => (notation === 'several notations' || name === notation) && pattern.test(lower));
  if (known === undefined) return {};
  if (known.name === 'yyyymmdd') return compactDate(lower);
  if (known.name === 'HH:MM') return hourOf(lower);
  if (known.name === 'quarters') return numbersIn(lower.replace(/q\d/, ' '), 'y').date;
  if (known.name === 'weeks') return { ...numbersIn(lower, 'y').date, ...weekdayOfWeek(lower) };
  if (known.name === 'Day Mon dd HH:MM:SS yyyy') {
    const year = Number(/\d{4}$/.exec(lower)?.[0]);
    const { date, rest } = numbersIn(lower, 'd');
    return { ...date, ...monthIn(lower), year, ...hourOf(rest) };
  }
  const { date, rest } = numbersIn(lower, ORDERS[known.name] ?? '');
  return { ...date, ...(date.month === undefined ? monthIn(lower) : {}), ...hourOf(rest) };
}

const FIELDS = { y: 'year', m: 'month', d: 'day' } as const;

/** The first numbers of a text, and what follows them. */
function numbersIn(text: string, order: string): { readonly date: WrittenDate; readonly rest: string } {
  const found = [...text.matchAll(/\d+/g)].slice(0, order.length);
  const entries = found.map((match, index) => {
    const field = FIELDS[order[index] as keyof typeof FIELDS];
    return [field, field === 'year' ? fullYear(match[0]) : Number(match[0])];
  });
  const last = found.at(-1);
  return { date: Object.fromEntries(entries), rest: text.slice(last === undefined ? 0 : last.index + last[0].length) };
}

/** Of two digits, 69 to 99 are 1969 to 1999, and the others of this century, as in POSIX. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year + (year >= 69 ? 1900 : 2000);
}

/** How names of months begin in the languages of the notations, January first. */
const MONTH_STARTS = [
  /^(jan|jän|ene|gen)/,
  /^(feb|fev|fév)/,
  /^(mar|mär|mae|maa|mrz|mrt)/,
  /^(apr|avr|abr)/,
  /^(may|mai|mag|mei)/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|aou|aoû|ago)/,
  /^(sep|set)/,
  /^(oct|okt|ott|out)/,
  /^nov/,
  /^(dec|déc|dez|dic)/,
];

function monthIn(text: string): WrittenDate {
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  const month = words.map((word) => MONTH_STARTS.findIndex((start) => start.test(word))).find((index) => index >= 0);
  return month === undefined ? {} : { month: month + 1 };
}

/** The hour of a text that has a time of day and no date. */
function hourOf(text: string): WrittenDate {
  const [, digits, half] = /^\D*?(\d{1,2})(?:[:.h]\d{2}[\d:.,]*)? ?(?:([ap])\.?m\b)?/.exec(text) ?? [];
  if (digits === undefined) return {};
  const hour = half === undefined ? Number(digits) : (Number(digits) % 12) + (half === 'p' ? 12 : 0);
  return { hour: hour % 24 };
}

function compactDate(text: string): WrittenDate {
  const [, year, month, day, hour] = /^(\d{4})(\d{2})(\d{2})?(?:[t ]?(\d{2})\d{2})?/.exec(text) ?? [];
  const written = { year, month, day, hour };
  return Object.fromEntries(Object.entries(written).flatMap(([part, digits]) => (digits === undefined ? [] : [[part, Number(digits)]])));
}

function weekdayOfWeek(text: string): WrittenDate {
  const weekday = /w\d{1,2}-([1-7])$/.exec(text)?.[1] ?? /w\d{2}([1-7])$/.exec(text)?.[1];
  return weekday === undefined ? {} : { weekday: Number(weekday) };
}
