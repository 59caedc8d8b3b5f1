import type { QualityTest } from '@modelmonitor/api';
import { chanceOfNone } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import type { ColumnSides } from './columnQuality.ts';
import { type CommonestValue, commonestValue } from './commonestValue.ts';
import type { QualityLimits } from './qualityLimits.ts';
import { shareCheck } from './shareCheck.ts';
import { type Check, unjudged } from './unjudged.ts';

interface DescribedSides extends ColumnSides {
  readonly before: CommonestValue;
  readonly after: CommonestValue;
}

/** Whether values are there, and whether they differ. */
export function presenceChecks(sides: ColumnSides, limits: QualityLimits): QualityTest[] {
  const commonest = { before: commonestValue(sides.reference), after: commonestValue(sides.current) };
  const described = { ...sides, ...commonest };
  return [missingShare(sides, limits), emptyColumn(sides, limits), constantColumn(described, limits), mostCommonShare(described, limits)];
}

function missingShare({ name, reference, current }: ColumnSides, limits: QualityLimits): QualityTest {
  const counts = { found: current.missing, rows: current.rows, referenceFound: reference.missing, referenceRows: reference.rows };
  const detail = current.missing > 0 ? `${current.missing} of ${current.rows} rows` : undefined;
  return shareCheck({ test: 'missing_share', column: name }, counts, { limits, detail });
}

function emptyColumn({ name, reference, current }: ColumnSides, limits: QualityLimits): QualityTest {
  const check: Check = { test: 'empty_column', column: name };
  const figures = { reference: usableRows(reference), value: usableRows(current) };
  if (current.rows === 0) return unjudged(check, 'the current data has no rows', figures);
  const wanted = figures.reference > 0 ? 1 : 0;
  const passed = { ...check, ...figures, limit: { at_least: wanted }, verdict: 'passed' } as const;
  if (figures.value >= wanted) return passed;
  const chance = chanceOfNone(figures.reference, reference.rows, current.rows);
  if (chance >= limits.significance) return unjudged(check, 'so few rows can be without values by chance', figures);
  return { ...passed, verdict: 'failed', detail: 'no value in the current data' };
}

function constantColumn({ name, reference, current, before, after }: DescribedSides, limits: QualityLimits): QualityTest {
  const check: Check = { test: 'constant_column', column: name };
  const figures = { reference: before.distinct, value: after.distinct };
  if (after.distinct === 0) return unjudged(check, 'the current data has no values to check', figures);
  if (before.distinct === 0) return unjudged(check, 'the reference has no values to compare with', figures);
  const wanted = before.distinct > 1 ? 2 : 1;
  const passed = { ...check, ...figures, limit: { at_least: wanted }, verdict: 'passed' } as const;
  if (after.distinct >= wanted) return passed;
  const usable = usableRows(reference);
  // The first value may be any: the others have to follow it, at best the most common one.
  const chance = chanceOfNone(usable - before.count, usable, usableRows(current) - 1);
  if (chance >= limits.significance) return unjudged(check, 'so few values can be all the same by chance', figures);
  return { ...passed, verdict: 'failed', detail: `every value is ${after.value}` };
}

/** The most common of many values is a selection: the significance is shared among them. */
function mostCommonShare({ name, reference, current, before, after }: DescribedSides, limits: QualityLimits): QualityTest {
  const counts = { found: after.count, rows: usableRows(current), referenceFound: before.count, referenceRows: usableRows(reference) };
  const significance = Math.max(1e-12, limits.significance / Math.max(1, after.distinct));
  const detail = after.value === undefined ? undefined : `${after.value}, ${after.count} of ${counts.rows} values`;
  return shareCheck({ test: 'most_common_share', column: name }, counts, { limits: { ...limits, significance }, detail });
}
