/** A way to write dates or times. */
export interface TimeNotation {
  /** What it is called in messages. */
  readonly name: string;
  /** Of a text in lower case. */
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
  'januar februar mars april mai juni juli augusti desember',
  'styczeń kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień',
  'stycznia luty lutego marzec marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
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
const PLACE = '(?: ?\\[[\\w/]+\\]| ?\\([a-z ]+\\)| [a-z]+/[a-z_]+)';
const ZONE = `(?: ?(?:z|utc|gmt|[a-z]{3,4}|(?:utc|gmt)?[+-]\\d{2}(?::?\\d{2})?))?${PLACE}?`;
const HOUR = '(?:0?\\d|1[0-2]) ?[ap]\\.?m\\.?';
/** A time of day after a date. */
const TIME = `(?:(?:[ t]|, | at )?[ t]?(?:${CLOCK}|${HOUR}|\\d{2})${ZONE})?`;

/** The ways that dates and times are written, the more usual one first where two fit. */
export const timeNotations: readonly TimeNotation[] = [
  ['yyyy-mm-dd', `${YEAR}-${MONTH}-${DAY}${TIME}`],
  ['yyyy/mm/dd', `${YEAR}/${MONTH}/${DAY}${TIME}`],
  ['yyyy.mm.dd', `${YEAR}\\.${MONTH}\\.${DAY}\\.?${TIME}`],
  ['dd.mm.yyyy', `${DAY}\\. ?${MONTH}\\. ?${YEAR}${TIME}`],
  ['dd.mm.yy', `${TWO_DAY}\\.${TWO_MONTH}\\.\\d{2}${TIME}`],
  ['mm/dd/yyyy', `${MONTH}/${DAY}/${YEARS}${TIME}`],
  ['dd/mm/yyyy', `${DAY}/${MONTH}/${YEARS}${TIME}`],
  ['mm-dd-yyyy', `${MONTH}-${DAY}-${YEAR}${TIME}`],
  ['dd-mm-yyyy', `${DAY}-${MONTH}-${YEAR}${TIME}`],
  ['yy-mm-dd', `\\d{2}[/-]${TWO_MONTH}[/-]${TWO_DAY}${TIME}`],
  ['dd-mm-yy', `${TWO_DAY}-${TWO_MONTH}-\\d{2}${TIME}`],
  ['dd Mon yyyy', `${WEEKDAY}${DAY}(?:st|nd|rd|th|\\.|er)?[ ./-]?(?:de |of )?${NAME},?[ ./-]?(?:de |del )?${YEARS}(?:[: ]?${TIME})?`],
  ['Mon dd yyyy', `${WEEKDAY}${NAME}[ ./-]?${DAY}(?:st|nd|rd|th)?,?[ ./-]${YEARS}${TIME}`],
  ['yyyy Mon dd', `${YEAR}[ ./-]?${NAME}[ ./-]?${DAY}${TIME}`],
  ['Day Mon dd HH:MM:SS yyyy', `${WEEKDAY}${NAME} +${DAY} ${CLOCK}${ZONE} ${YEAR}`],
  ['Mon yyyy', `${NAME}[ ./-]?${YEARS}`],
  ['yyyy Mon', `${YEAR}[ ./-]?${NAME}`],
  ['dd Mon', `${DAY}(?:st|nd|rd|th|\\.)?[ ./-]${NAME}`],
  ['Mon dd', `${NAME} ${DAY}(?:st|nd|rd|th)?`],
  ['yyyy-mm', `${YEAR}[-/]${TWO_MONTH}|${YEAR}m${MONTH}`],
  ['mm/yyyy', `${MONTH}[/-]${YEAR}`],
  ['quarters', `${YEAR}[ -]?q[1-4]|q[1-4][ /-]?${YEAR}`],
  ['weeks', `${YEAR}-?w(?:0?[1-9]|[1-4]\\d|5[0-3])(?:-?[1-7])?`],
  ['HH:MM', `${CLOCK.replace('[:.h]', '[:h]')}${ZONE}|${HOUR}`],
  ['HH.MM.SS', '(?:[01]\\d|2[0-3])\\.[0-5]\\d\\.[0-5]\\d'],
  ['yyyymmdd', `${YEAR}${TWO_MONTH}${TWO_DAY}(?:[t ]?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d(?:\\.\\d+)?)?z?)?`],
  ['yyyy年mm月dd日', `${YEAR}年${MONTH}月(?:${DAY}日)?${TIME}`],
].map(([name = '', pattern = '']) => ({ name, pattern: new RegExp(`^(?:${pattern})$`) }));

/** How a text begins that any notation may fit, in lower case. The patterns cost some tens of milliseconds: other texts never reach them. */
export const beginsAsTime = new RegExp(
  `^(?:['\\d]|q[1-4]|mon|tue|wed|thu|fri|sat|sun|${[...new Set(MONTH_NAMES.map((name) => name.slice(0, 3)))].join('|')})`,
);
