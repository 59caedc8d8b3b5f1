import type { Column } from '../columns/column.ts';
import { isMissing, type Level, levelsOf } from '../columns/level.ts';
import { levelLookup, unknownLevel } from '../columns/levelLookup.ts';
import { arrayItems } from '../schema/fields.ts';
import { isPy, type PyValue } from '../schema/pyValue.ts';
import type { StepInput } from '../step.ts';
import { checkWidth } from './cellwise.ts';

/** One column of an encoder: its categories, and how a cell becomes the index of a category or of the group of rare ones. */
export interface EncoderColumn {
  readonly column: Column;
  readonly levels: readonly Level[];
  /** Categories after rare ones were grouped; the group is the last one. */
  readonly count: number;
  /** Index before grouping, `unknownLevel` for another value. */
  readonly find: (cell: number) => number;
  /** Index after grouping, by index before. */
  readonly grouped: Float64Array | undefined;
  /** Index, after grouping, of the group of rare categories. */
  readonly rare: number | undefined;
}

/** The columns of OneHotEncoder, OrdinalEncoder and TargetEncoder. @throws ModelFormatError that names the field */
export function encoderColumns({ fields, columns, scope }: StepInput): readonly EncoderColumn[] {
  checkWidth(columns, fields);
  const categories = fields.list('categories_');
  if (categories.length !== columns.length) throw fields.mismatch('categories_', `${columns.length} lists`);
  const grouping = fields.value('_infrequent_enabled') === true ? fields.list('_default_to_infrequent_mappings') : [];
  return columns.map((column, index) => {
    const list = categories[index];
    const levels = isPy(list, 'array') ? levelsOf(list.array) : undefined;
    if (levels === undefined) throw fields.refusal(`categories_[${index}]: expected numbers, texts or booleans`);
    const grouped = groupsOf(grouping[index]);
    // OrdinalEncoder does not count a missing value, the last category, when it groups.
    const counted = fields.className === 'OrdinalEncoder' ? levels.filter((level) => !isMissing(level)).length : levels.length;
    if (grouped !== undefined && grouped.length !== counted && grouped.length !== levels.length) {
      throw fields.refusal(`_default_to_infrequent_mappings[${index}]: expected ${levels.length} numbers, got ${grouped.length}`);
    }
    const rare = grouped === undefined ? undefined : Math.max(...grouped);
    const count = rare === undefined ? levels.length : rare + 1;
    return { column, levels, count, find: levelLookup(column, levels, scope), grouped, rare };
  });
}

function groupsOf(value: PyValue | undefined): Float64Array | undefined {
  if (!isPy(value, 'array')) return undefined;
  return Float64Array.from(arrayItems(value.array) as readonly number[]);
}

/** Index of a cell's category after grouping; unknown values stay unknown. */
export function groupOf({ find, grouped }: EncoderColumn, cell: number): number {
  const index = find(cell);
  return index === unknownLevel || grouped === undefined ? index : (grouped[index] as number);
}

/** Names of the categories after grouping, as `get_feature_names_out` has them. */
export function groupNames({ levels, count, grouped, rare }: EncoderColumn): readonly string[] {
  const names = Array.from({ length: count }, () => 'infrequent_sklearn');
  levels.forEach((level, index) => {
    const group = grouped?.[index] ?? index;
    if (group !== rare) names[group] = pythonText(level);
  });
  return names;
}

function pythonText(level: Level): string {
  if (level === null) return 'None';
  if (typeof level === 'boolean') return level ? 'True' : 'False';
  return Number.isNaN(level) ? 'nan' : String(level);
}
