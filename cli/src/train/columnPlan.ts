import { ownValue } from '@modelmonitor/api/plain';
import type { ReadType } from '@modelmonitor/tables';
import type { DatePart } from '@modelmonitor/tables/values';
import { namesAmong, possibleNames } from '../commands/nameList.ts';
import { type DateColumn, dateColumns } from '../dateColumns.ts';
import { InputError } from '../errors.ts';
import { type ColumnChoice, featureNames } from './featureNames.ts';

export interface ColumnPlanChoice extends ColumnChoice {
  /** Parts of dates that are features. */
  readonly dates?: readonly DatePart[] | undefined;
}

/** Which columns of a file may be features, and how they are read. */
export interface ColumnPlan {
  /** Columns of the file, and those that are parts of dates. */
  readonly all: readonly string[];
  /** Columns that may be features, in their order. */
  readonly names: readonly string[];
  /** Those of the features that the user names, which are not left out. */
  readonly named: ReadonlySet<string>;
  /** Columns of dates, which are no features. */
  readonly times: readonly string[];
  /** Those that are parts of dates. */
  readonly dates: readonly DateColumn[];
  readonly categorical: readonly string[];
  /** How the columns of the file are read. */
  readonly types: Readonly<Record<string, ReadType>>;
}

/**
 * @param inferred columns of the file and their types
 * @throws InputError, UsageError if the choice does not fit the columns
 */
export function columnPlan(inferred: Readonly<Record<string, ReadType>>, choice: ColumnPlanChoice): ColumnPlan {
  const inFile = Object.keys(inferred);
  const possible = datesOf(inFile, inferred, choice);
  const all = [...inFile, ...possible.map(({ name }) => name)];
  const categorical = namesAmong(choice.categorical ?? [], all);
  const listed = new Set([...namesAmong(choice.features ?? [], all), ...categorical]);
  const isTime = (name: string) => ownValue(inferred, name) === 'time' && !categorical.includes(name);
  const isDerived = (name: string) => isTime(name) && choice.dates !== undefined;
  const chosen = featureNames(all, choice).flatMap((name) =>
    choice.features !== undefined && isDerived(name) ? [name, ...dateColumns(name, choice.dates).map((date) => date.name)] : [name],
  );
  const named = new Set([...listed].filter((name) => !isDerived(name)));
  const times = chosen.filter((name) => isTime(name) && !named.has(name));
  const names = [...new Set(chosen)].filter((name) => !times.includes(name));
  return {
    all,
    names,
    named,
    times,
    dates: possible.filter(({ name }) => names.includes(name)),
    categorical,
    // Numbers that the user does not name have no stated type: such a column that cannot be read is left out, and is no error.
    types: Object.fromEntries(
      inFile
        .filter((name) => named.has(name) || ownValue(inferred, name) !== 'numeric')
        .map((name) => [name, featureType(ownValue(inferred, name), categorical.includes(name))]),
    ),
  };
}

/** Columns that are parts of dates: those of `--dates`, and those that the choice names. */
function datesOf(inFile: readonly string[], inferred: Readonly<Record<string, ReadType>>, choice: ColumnPlanChoice): DateColumn[] {
  const { target, features = [], categorical = [], dates } = choice;
  const excluded = namesAmong(choice.exclude ?? [], inFile);
  const times = inFile.filter((name) => ownValue(inferred, name) === 'time' && name !== target && !excluded.includes(name));
  if (dates !== undefined && times.length === 0) throw new InputError('--dates: expected a column of dates or times, got none');
  const named = possibleNames([...features, ...categorical]);
  const isRequested = ({ name, part }: DateColumn) => dates?.includes(part) === true || named.includes(name);
  const requested = times.flatMap((name) => dateColumns(name)).filter(isRequested);
  const twice = requested.find(({ name }) => inFile.includes(name));
  if (twice !== undefined && dates?.includes(twice.part)) {
    throw new InputError(`--dates: the file already has a column ${JSON.stringify(twice.name)}; omit ${twice.part}`);
  }
  return requested.filter(({ name }) => !inFile.includes(name));
}

/** Columns that the user names; others, such as row numbers, may be left out. */
export function choiceNames({ target, features = [], exclude = [], categorical = [] }: ColumnChoice): string[] {
  return [target, ...possibleNames([...features, ...exclude, ...categorical])];
}

function featureType(type: ReadType = 'categorical', isCategorical = false): ReadType {
  return !isCategorical && (type === 'numeric' || type === 'integer') ? 'numeric' : 'categorical';
}
