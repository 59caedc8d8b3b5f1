import type { QualityTest } from '@modelmonitor/api';

/** How a check is told: its name, and whether its figures are shares. */
export const qualityWords: Readonly<Record<QualityTest['test'], { readonly name: string; readonly isShare: boolean }>> = {
  row_count: { name: 'Rows', isShare: false },
  column_missing: { name: 'Columns vanished', isShare: false },
  column_new: { name: 'Columns new', isShare: false },
  column_type: { name: 'Columns of another type', isShare: false },
  missing_share: { name: 'Missing values', isShare: true },
  constant_column: { name: 'Distinct values (not constant)', isShare: false },
  empty_column: { name: 'Values present (not empty)', isShare: false },
  duplicate_column: { name: 'Columns that copy another', isShare: false },
  duplicate_rows: { name: 'Duplicate rows', isShare: true },
  out_of_range: { name: 'Outside the range', isShare: true },
  out_of_list: { name: 'Not in the list of categories', isShare: true },
  new_categories: { name: 'New categories', isShare: false },
  outliers_iqr: { name: 'Outliers, beyond the IQR fences', isShare: true },
  outliers_robust_z: { name: 'Outliers, robust z over 3.5', isShare: true },
  mean_within_2_sigma: { name: 'Mean within 2 sigma', isShare: false },
  most_common_share: { name: 'Most common value', isShare: true },
};
