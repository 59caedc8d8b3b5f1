import type { QualityTest } from '@modelmonitor/api';
import { columnNature, type PreparedColumn, type ReadType } from '@modelmonitor/tables';
import { categoryFilter } from '../report/categoryFilter.ts';
import { commonestValue } from './commonestValue.ts';
import { noVerdict } from './noVerdict.ts';
import type { CategorySides, CheckOutcome, ColumnSides, NumericSides, QualityCheck, QualityLimits } from './qualityCheck.ts';
import { qualityChecks } from './qualityChecks.ts';
import { shapesOfUnseen } from './shapesOfUnseen.ts';

/** A column; undefined on a side that lacks it. */
export interface QualityColumn {
  readonly name: string;
  /** The type that both sides were read in, where it is known. */
  readonly type?: ReadType;
  readonly reference: PreparedColumn | undefined;
  readonly current: PreparedColumn | undefined;
}

/** A column as each kind of check takes it; undefined where it is of another type. */
interface DescribedColumn {
  readonly any: ColumnSides;
  readonly numbers: NumericSides | undefined;
  readonly categories: CategorySides | undefined;
}

/**
 * The checks of one column. Pure, small and plain data, so that it may come from another thread. A column that a side lacks, or that changed
 * its type, has fewer or none: the checks of the table report it.
 */
export function columnQuality({ name, type, reference, current }: QualityColumn, limits: QualityLimits): QualityTest[] {
  if (reference === undefined || current === undefined) return [];
  const column = description(reference, current);
  const checks = holdsTimes({ type, reference }) ? qualityChecks.filter(({ scope }) => scope === 'presence') : qualityChecks;
  return checks.flatMap((check) => {
    const outcome = outcomeOf(check, column, limits);
    return outcome === undefined ? [] : [{ test: check.name as QualityTest['test'], column: name, ...outcome }];
  });
}

/** Times always move on: neither their values nor how often they repeat are checked. */
function holdsTimes({ type, reference }: { type?: ReadType | undefined; reference: PreparedColumn }): boolean {
  if (type === 'time') return true;
  return columnNature(reference) === 'time';
}

function description(reference: PreparedColumn, current: PreparedColumn): DescribedColumn {
  const isCategorical = reference.type === 'categorical' && current.type === 'categorical';
  const isShown = isCategorical ? categoryFilter({ reference, current }) : undefined;
  const commonest = { reference: commonestValue(reference, isShown), current: commonestValue(current, isShown) };
  const any = { reference, current, commonest };
  if (reference.type === 'numeric' && current.type === 'numeric') return { any, numbers: { reference, current }, categories: undefined };
  if (!isCategorical || isShown === undefined) return { any, numbers: undefined, categories: undefined };
  const fresh = [...current.counts].filter(([value]) => !reference.counts.has(value)).sort((a, b) => b[1] - a[1]);
  return { any, numbers: undefined, categories: { reference, current, fresh, isShown, unseen: shapesOfUnseen(reference) } };
}

function outcomeOf(check: QualityCheck, { any, numbers, categories }: DescribedColumn, limits: QualityLimits): CheckOutcome | undefined {
  if (check.scope === 'presence' || check.scope === 'column') return check.run(any, limits);
  if (check.scope === 'numbers' && numbers !== undefined) {
    if (numbers.reference.sorted.length === 0) return noVerdict('the reference has no values to compare with');
    return check.run(numbers, limits);
  }
  if (check.scope === 'categories' && categories !== undefined) {
    if (categories.reference.uncounted !== undefined) return noVerdict('the reference is a profile, which keeps no texts and times');
    return check.run(categories, limits);
  }
  return undefined;
}
