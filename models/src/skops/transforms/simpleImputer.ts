import type { Column } from '../columns/column.ts';
import { columnFrom } from '../columns/column.ts';
import { isMissing, type Level, levelFinder, levelsOf } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { CompileTransform, StepInput, Transform } from '../step.ts';
import { checkWidth } from './cellwise.ts';

/** One column that a step returns: how it is computed from the column at `source`. */
interface CellColumn {
  readonly source: number;
  readonly column: Column;
  readonly compute: (cell: number) => number;
}

/** Replaces missing values; columns whose statistic is missing are dropped, unless empty ones are kept. */
export const simpleImputer: CompileTransform = (input) => {
  const { fields, columns } = input;
  checkWidth(columns, fields);
  const missing = missingValue(fields);
  const statistics = levelsOf(fields.array('statistics_'));
  if (statistics?.length !== columns.length) throw fields.mismatch('statistics_', `${columns.length} values`);
  const keepsEmpty = fields.flag('keep_empty_features', false) || isMissing((fields.value('fill_value') ?? 0) as Level);
  const filled = columns.flatMap((column, source): CellColumn[] => {
    const statistic = statistics[source] as Level;
    return isMissing(statistic) && !keepsEmpty ? [] : [{ source, ...imputeColumn(column, statistic, missing) }];
  });
  const indicator = fields.flag('add_indicator', false) ? fields.inside(fields.value('indicator_'), 'indicator_') : undefined;
  return columnTransform(
    [...filled, ...(indicator === undefined ? [] : indicatorColumns({ ...input, fields: indicator }))],
    columns.length,
  );
};

/** Columns of 0 and 1 that say where values are missing. */
export const missingIndicator: CompileTransform = (input) => columnTransform(indicatorColumns(input), input.columns.length);

function indicatorColumns({ fields, columns }: StepInput): readonly CellColumn[] {
  const missing = missingValue(fields);
  return Array.from(fields.numbers('features_'), (source) => {
    const column = columns[source];
    if (column === undefined) throw fields.mismatch('features_', `indices below ${columns.length}`);
    const isMissingCell = missingTest(column, missing);
    const name = column.name === undefined ? undefined : `missingindicator_${column.name}`;
    return { source, column: columnFrom(column, name), compute: (cell: number) => (isMissingCell(cell) ? 1 : 0) };
  });
}

/** The value that counts as missing; None and pandas' NA are the NaN of a row. */
function missingValue(fields: Fields): Level {
  const value = fields.value('missing_values');
  if (value === undefined || value === null || isPy(value, 'object') || isPy(value, 'name')) return Number.NaN;
  if (typeof value === 'object') throw fields.mismatch('missing_values', 'a number or text');
  return value as Level;
}

function missingTest(column: Column, missing: Level): (cell: number) => boolean {
  if (isMissing(missing)) return (cell) => Number.isNaN(cell);
  if (column.levels === undefined) return (cell) => cell === Number(missing);
  const code = levelFinder(column.levels)(missing);
  return (cell) => cell === code;
}

function imputeColumn(column: Column, statistic: Level, missing: Level): Omit<CellColumn, 'source'> {
  const isMissingCell = missingTest(column, missing);
  if (column.levels === undefined) {
    // A text replaces missing numbers only where the resource has numbers for categories; an encoder then refuses them.
    const value = Number(statistic);
    return { column, compute: (cell) => (isMissingCell(cell) ? value : cell) };
  }
  const known = isMissing(statistic) ? Number.NaN : levelFinder(column.levels)(statistic);
  const end = column.levels.length;
  if (known !== undefined) return { column, compute: (cell) => (isMissingCell(cell) ? known : cell) };
  const levels = [...column.levels, statistic];
  // Any other value stays any other value: its index is the length of the longer list.
  return { column: { ...column, levels }, compute: (cell) => (isMissingCell(cell) ? end : cell === end ? end + 1 : cell) };
}

function columnTransform(cells: readonly CellColumn[], width: number): Transform {
  return {
    columns: cells.map(({ column }) => column),
    apply: (rows, count) => {
      const result = new Float64Array(count * cells.length);
      cells.forEach(({ source, compute }, place) => {
        for (let row = 0; row < count; row++) result[row * cells.length + place] = compute(rows[row * width + source] as number);
      });
      return result;
    },
  };
}
