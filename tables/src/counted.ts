// Columns that are counted where their rows are.
export { type CountedColumn, countedDataSet } from './counted/countedDataSet.ts';
export { countedNumbers, countedValues } from './counted/countedNumbers.ts';
export type {
  CategoryCounts,
  CountSource,
  EdgeCounts,
  EdgeQuestion,
  NumberRange,
  RangeQuestion,
  Ranges,
  RankQuestion,
  SourceColumn,
} from './counted/countSource.ts';
export { type EdgeNumbers, emptyEdgeCounts } from './counted/edgeList.ts';
export {
  addHours,
  countHour,
  decodeHour,
  emptyHour,
  encodeHour,
  type FeatureCounts,
  type HourCounts,
  withExtremes,
} from './counted/hourCounts.ts';
export { type HourFeature, type HourPlan, hourPlan, MOST_HOUR_EDGES } from './counted/hourPlan.ts';
export { type Refinement, refineCounts } from './counted/refineCounts.ts';
export { RowCounter } from './counted/rowCounter.ts';
