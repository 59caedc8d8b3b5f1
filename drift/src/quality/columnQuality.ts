import type { QualityTest } from '@modelmonitor/api';
import type { PreparedColumn } from '@modelmonitor/tables';
import { commonestValue } from './commonestValue.ts';
import { noVerdict } from './noVerdict.ts';
import type { CategorySides, CheckOutcome, ColumnSides, NumericSides, QualityCheck, QualityLimits } from './qualityCheck.ts';
import { qualityChecks } from './qualityChecks.ts';
import { shapesOfUnseen } from './shapesOfUnseen.ts';

/** A column; undefined on a side that lacks it. */
export interface QualityColumn {
  readonly name: string;
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
export function columnQuality({ name, reference, current }: QualityColumn, limits: QualityLimits): QualityTest[] {
  if (reference === undefined || current === undefined) return [];
  const column = description(reference, current);
  return qualityChecks.flatMap((check) => {
    const outcome = outcomeOf(check, column, limits);
    return outcome === undefined ? [] : [{ test: check.name as QualityTest['test'], column: name, ...outcome }];
  });
}

function description(reference: PreparedColumn, current: PreparedColumn): DescribedColumn {
  const commonest = { reference: commonestValue(reference), current: commonestValue(current) };
  const any = { reference, current, commonest };
  if (reference.type === 'numeric' && current.type === 'numeric') return { any, numbers: { reference, current }, categories: undefined };
  if (reference.type !== 'categorical' || current.type !== 'categorical') return { any, numbers: undefined, categories: undefined };
  const fresh = [...current.counts].filter(([value]) => !reference.counts.has(value)).sort((a, b) => b[1] - a[1]);
  return { any, numbers: undefined, categories: { reference, current, fresh, unseen: shapesOfUnseen(reference) } };
}

function outcomeOf(check: QualityCheck, { any, numbers, categories }: DescribedColumn, limits: QualityLimits): CheckOutcome | undefined {
  if (check.scope === 'column') return check.run(any, limits);
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
