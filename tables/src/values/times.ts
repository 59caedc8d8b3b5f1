import { NEARLY_ALL } from './findNotation.ts';
import { isMissingMarker } from './missing.ts';
import { beginsAsTime, type TimeNotation, timeNotations } from './timeNotations.ts';

/** A few texts show whether a column may be one of times, more of them whether it is. */
const [FEW_TEXTS, FIRST_TEXTS, MOST_TEXTS] = [5, 50, 10_000];

/**
 * How nearly all values of a column are written as dates or times: `dd.mm.yyyy`, `HH:MM` and the like.
 *
 * @returns undefined when they are no dates and no times
 */
export function timeNotation(counts: ReadonlyMap<string, number>): string | undefined {
  const few = countsOf(counts, { most: FEW_TEXTS, notations: timeNotations });
  if (few.written > 0 && few.times === 0) return undefined;
  const first = countsOf(counts, { most: FIRST_TEXTS, notations: timeNotations });
  if (first.times === 0 || first.times < NEARLY_ALL * first.written) return undefined;
  const notations = timeNotations.filter((_, index) => (first.rows[index] ?? 0) > 0);
  const { rows, written, times } = countsOf(counts, { most: MOST_TEXTS, notations });
  if (times < NEARLY_ALL * written) return undefined;
  const most = Math.max(...rows);
  const name = most < NEARLY_ALL * written ? 'several notations' : notations[rows.indexOf(most)]?.name;
  return name === 'yyyy-mm' && counts.keys().every(isSeason) ? undefined : name;
}

const LONGEST = 80;

/** Rows of some texts, taken evenly, that each notation fits. */
function countsOf(
  counts: ReadonlyMap<string, number>,
  { most, notations }: { most: number; notations: readonly TimeNotation[] },
): { rows: readonly number[]; written: number; times: number } {
  const rows = notations.map(() => 0);
  const step = Math.max(1, Math.floor(counts.size / most));
  let [position, written, times] = [0, 0, 0];
  for (const [text, count] of counts) {
    if (position++ % step !== 0 || isMissingMarker(text)) continue;
    written += count;
    if (text.length > LONGEST || !/\d/.test(text)) continue;
    const lower = text.trim().toLowerCase();
    if (!beginsAsTime.test(lower)) continue;
    const fitting = notations.map(({ pattern }) => pattern.test(lower));
    if (fitting.includes(true)) times += count;
    for (const [index, fits] of fitting.entries()) rows[index] = (rows[index] as number) + (fits ? count : 0);
  }
  return { rows, written, times };
}

/** Whether a text is two years that follow each other, as 2010-11, and no month. */
function isSeason(text: string): boolean {
  const [, year = '', next = ''] = /^\d\d(\d\d)-(\d\d)$/.exec(text.trim()) ?? [];
  return year !== '' && (Number(year) + 1) % 100 === Number(next);
}

/** Names of columns that hold times: as a word, in several languages. */
const TIME_NAME =
  /(^|[^a-z])(dates?|datum|fecha|data|day|days?|tag|dia|jour|months?|monat|mes|mois|time|times|zeit|hora|timestamps?|ts|datetime|epoch|unix|periods?|when|created|updated|modified|at|on|dt|yyyymm(dd)?|ymd|dob|birth(day)?|zeitstempel|horodatage)([^a-z]|$)|date$|time$|timestamp|^dt_|_at$|epoch/;

/** Whether the name of a column says that it holds dates or times. */
export function isTimeName(name: string): boolean {
  return TIME_NAME.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Numbers that stand for no date. */
const NO_DATES: ReadonlySet<number> = new Set([0, -1, 99_999_999, 99_991_231, 999_999, 999_912, 19_000_101, 190_001]);

/** Numbers that are looked at before all are. */
const FIRST_NUMBERS = 100;

/** Different values that have to be months before they are not so by chance. */
const FEWEST_MONTHS = 10;
const FEWEST_DAYS = 3;

/**
 * How numbers are dates or times: as yyyymmdd, yyyymm, ddmmyyyy, mmddyyyy or, where the name says time, as seconds, milliseconds, microseconds or nanoseconds
 * of Unix. Of any hundred one may be no date, and numbers such as 0 and 99999999, which stand for none.
 *
 * @param values some or all numbers of a column; NaN is skipped
 * @returns undefined when they are plain numbers, as years are
 */
export function numbersAreTimes(values: Iterable<number>, name: string): string | undefined {
  const saysTime = isTimeName(name);
  const fits = { days: new Set<number>(), months: new Set<number>(), unix: new Set<number>() };
  let [found, noDays, noMonths, noUnix] = [0, 0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value) || NO_DATES.has(value)) continue;
    found++;
    noDays += Number(!addIf(isDay(value), value, fits.days));
    noMonths += Number(!addIf(isMonth(value), value, fits.months));
    const scale = saysTime ? unixScale(value) : 0;
    noUnix += Number(!addIf(scale > 0, scale, fits.unix));
    if (found >= FIRST_NUMBERS && Math.min(noDays, noMonths, noUnix) * FIRST_NUMBERS > found) break;
  }
  const fitsNearlyAll = (without: number) => found > 0 && without * FIRST_NUMBERS <= found;
  if (fitsNearlyAll(noDays) && fits.days.size >= (saysTime ? 1 : FEWEST_DAYS)) return 'yyyymmdd';
  if (fitsNearlyAll(noMonths) && fits.months.size >= (saysTime ? 1 : FEWEST_MONTHS)) return 'yyyymm';
  if (fitsNearlyAll(noUnix) && fits.unix.size === 1) return 'Unix time';
  return yearLastNotation(values) ?? (saysTime ? shortNotation(values, name) : undefined);
}

/** Days of 1982 to 2064 as a spreadsheet counts them. */
const [FIRST_SERIAL, LAST_SERIAL] = [30_000, 60_000];

/** How numbers of a column with the name of a time are days, if they are too short to be one without that name. */
function shortNotation(values: Iterable<number>, name: string): string | undefined {
  const days = new Set([...values].filter((value) => !Number.isNaN(value) && !NO_DATES.has(value)));
  if (days.size < FEWEST_DAYS) return undefined;
  if (days.values().every((value) => value > 10_000 && value < 1e6 && isDay(20_000_000 + value))) return 'yymmdd';
  if (!/(^|[^a-z])(date|datum|fecha)([^a-z]|$)/.test(name.toLowerCase())) return undefined;
  return days.values().every((value) => value >= FIRST_SERIAL && value <= LAST_SERIAL) ? 'days of a spreadsheet' : undefined;
}

/** How numbers are days with the year last; years alone that count up are no different days. */
function yearLastNotation(values: Iterable<number>): string | undefined {
  const [dayFirst, monthFirst] = [new Set<number>(), new Set<number>()];
  let [found, noDayFirst, noMonthFirst] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value) || NO_DATES.has(value)) continue;
    found++;
    const [front, year] = [Math.floor(value / 10_000), value % 10_000];
    const [first, second] = [Math.floor(front / 100), front % 100];
    noDayFirst += Number(!addIf(isDay(10_000 * year + 100 * second + first), front, dayFirst));
    noMonthFirst += Number(!addIf(isDay(10_000 * year + front), front, monthFirst));
    if (Math.min(noDayFirst, noMonthFirst) * FIRST_NUMBERS > Math.max(found, FIRST_NUMBERS)) return undefined;
  }
  if (found === 0) return undefined;
  if (noDayFirst * FIRST_NUMBERS <= found && dayFirst.size >= FEWEST_DAYS) return 'ddmmyyyy';
  return noMonthFirst * FIRST_NUMBERS <= found && monthFirst.size >= FEWEST_DAYS ? 'mmddyyyy' : undefined;
}

/** Remembers a few of the different values that fit. */
function addIf(isFitting: boolean, value: number, fitting: Set<number>): boolean {
  if (isFitting && fitting.size < FEWEST_MONTHS) fitting.add(value);
  return isFitting;
}

function isDay(value: number): boolean {
  if (!Number.isInteger(value) || value < 18_000_101 || value > 21_001_231) return false;
  const [year, month, day] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isMonth(value: number): boolean {
  if (!Number.isInteger(value) || value < 180_001 || value > 210_012) return false;
  const month = value % 100;
  return month >= 1 && month <= 12;
}

/** Seconds of 1990-01-01 and 2100-01-01: what Unix times of data lie between. */
const [FIRST_SECOND, LAST_SECOND] = [631_152_000, 4_102_444_800];

/** How many units of a Unix time are a second; 0 when it is none. */
function unixScale(value: number): number {
  return [1, 1e3, 1e6, 1e9].find((scale) => value >= FIRST_SECOND * scale && value <= LAST_SECOND * scale) ?? 0;
}
