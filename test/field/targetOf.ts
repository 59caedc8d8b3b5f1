import type { FieldTable } from './fieldTables.ts';

/** Columns that their packages document as what is to be predicted; of other tables it is the last that can be. */
const documented: ReadonlyMap<string, string> = new Map([
  ['sklearn.iris', 'target'],
  ['palmerpenguins.penguins', 'species'],
  ['ISLR.Auto', 'mpg'],
  ['ISLR.College', 'Private'],
  ['ISLR.Default', 'default'],
  ['ISLR.Carseats', 'Sales'],
  ['MatchIt.lalonde', 're78'],
  ['MASS.Boston', 'medv'],
  ['MASS.Pima.tr', 'type'],
  ['nycflights13.flights', 'arr_delay'],
  ['vega.cars', 'Miles_per_Gallon'],
  ['statsmodels.fair', 'affairs'],
]);

export function targetOf({ name, columns, target }: Pick<FieldTable, 'name' | 'columns' | 'target'>): string | undefined {
  const known = documented.get(name);
  return known !== undefined && columns.includes(known) ? known : (target ?? undefined);
}
