import type { QualityTest } from '@modelmonitor/api';
import type { PreparedColumn } from '@modelmonitor/tables';
import { categoryChecks } from './categoryChecks.ts';
import { numericChecks } from './numericChecks.ts';
import { presenceChecks } from './presenceChecks.ts';
import type { QualityLimits } from './qualityLimits.ts';

/** A column that both sides have. */
export interface ColumnSides {
  readonly name: string;
  readonly reference: PreparedColumn;
  readonly current: PreparedColumn;
}

/** A column; undefined on a side that lacks it. */
export interface QualityColumn {
  readonly name: string;
  readonly reference: PreparedColumn | undefined;
  readonly current: PreparedColumn | undefined;
}

/**
 * The checks of one column. Pure, small and plain data, so that it may come from another thread. A column that a side lacks, or that changed
 * its type, has fewer or none: the checks of the table tell it.
 */
export function columnQuality({ name, reference, current }: QualityColumn, limits: QualityLimits): QualityTest[] {
  if (reference === undefined || current === undefined) return [];
  const presence = presenceChecks({ name, reference, current }, limits);
  if (reference.type === 'numeric' && current.type === 'numeric') {
    return [...presence, ...numericChecks({ name, reference, current }, limits)];
  }
  if (reference.type === 'categorical' && current.type === 'categorical') {
    return [...presence, ...categoryChecks({ name, reference, current }, limits)];
  }
  return presence;
}
