/** Ways to write the same unit, in lower case and without points. */
const SAME: readonly ReadonlySet<string>[] = [
  '$ us$ usd',
  '$ cad',
  '$ aud',
  '€ eur euro euros',
  '£ gbp',
  '¥ jpy',
  '¥ cny rmb',
  'r$ brl',
  '₹ inr rs',
  '₽ rub',
  'zł pln',
  'kč czk',
  'ft huf',
  'kr sek',
  'kr nok',
  'kr dkk',
  'kr isk',
  'fr sfr chf',
  '°c ℃ c',
  '°f ℉ f',
  'h hr hrs hour hours std',
  'min mins minute minutes',
  's sec secs second seconds',
  'm² m2 sqm qm',
  'ft² ft2 sqft',
  'm³ m3 cbm',
  'l liter litre liters litres ltr',
  'kg kgs kilogram kilograms',
  'lb lbs pound pounds',
  'm meter meters metre metres',
].map((line) => new Set(line.split(' ')));

/**
 * Whether numbers of two units can be compared. Without a unit they are in that of the other side.
 *
 * @example
 * isSameUnit('USD', '$') // => true
 */
export function isSameUnit(one: string, other: string): boolean {
  const [a, b] = [one, other].map((unit) => unit.toLowerCase().replaceAll(/[. ]/g, ''));
  if (a === b || a === undefined || b === undefined || a === '' || b === '') return true;
  return SAME.some((units) => units.has(a) && units.has(b));
}
