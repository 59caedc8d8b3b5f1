// Generated from drift/src/quality by `npm run generate`; do not edit.

/** Checks of data quality and stability, in the order of the report. */
export const qualityTests = ['row_count', 'column_missing', 'column_new', 'column_type', 'duplicate_rows', 'duplicate_column', 'missing_share', 'empty_column', 'constant_column', 'most_common_share', 'out_of_range', 'outliers_iqr', 'outliers_robust_z', 'mean_within_2_sigma', 'out_of_list', 'new_categories'] as const;

/** What people have to know of a check. */
export interface QualityCheckFacts {
  /** What it checks: columns and row counts of the table, its rows, or each column of some type. */
  readonly scope: 'shape' | 'rows' | 'presence' | 'column' | 'numbers' | 'categories';
  /** Whether its figures are shares. */
  readonly isShare: boolean;
  readonly title: string;
  /** What passes. */
  readonly about: string;
}

/** The facts of each check. */
export const qualityCheckFacts: Readonly<Record<(typeof qualityTests)[number], QualityCheckFacts>> = {
  "row_count": {
    "scope": "shape",
    "isShare": false,
    "title": "Rows",
    "about": "at least as many current rows as a verdict needs"
  },
  "column_missing": {
    "scope": "shape",
    "isShare": false,
    "title": "Columns vanished",
    "about": "no column of the reference is missing"
  },
  "column_new": {
    "scope": "shape",
    "isShare": false,
    "title": "Columns new",
    "about": "no column is new"
  },
  "column_type": {
    "scope": "shape",
    "isShare": false,
    "title": "Columns or cells of another type",
    "about": "every column, and every cell, has the type of the reference"
  },
  "duplicate_rows": {
    "scope": "rows",
    "isShare": true,
    "title": "Duplicate rows",
    "about": "the share of rows that repeat another, among as many rows of both sides, is about that of the reference"
  },
  "duplicate_column": {
    "scope": "rows",
    "isShare": false,
    "title": "Columns that copy another",
    "about": "no column copies another that it differed from in the reference"
  },
  "missing_share": {
    "scope": "presence",
    "isShare": true,
    "title": "Missing values",
    "about": "the share of missing values is about that of the reference"
  },
  "empty_column": {
    "scope": "presence",
    "isShare": false,
    "title": "Values present (not empty)",
    "about": "a column that had values has some"
  },
  "constant_column": {
    "scope": "column",
    "isShare": false,
    "title": "Distinct values (not constant)",
    "about": "a column that varied has at least two values"
  },
  "most_common_share": {
    "scope": "column",
    "isShare": true,
    "title": "Most common value",
    "about": "the share of the most common value is about that in the reference"
  },
  "out_of_range": {
    "scope": "numbers",
    "isShare": true,
    "title": "Outside the range",
    "about": "the share of values outside the range of the reference is within what chance explains"
  },
  "outliers_iqr": {
    "scope": "numbers",
    "isShare": true,
    "title": "Outliers, beyond the IQR fences",
    "about": "the share of values more than 1.5 interquartile ranges beyond the quartiles is about that of the reference"
  },
  "outliers_robust_z": {
    "scope": "numbers",
    "isShare": true,
    "title": "Outliers, robust z over 3.5",
    "about": "the share of values with a robust z over 3.5 is about that of the reference"
  },
  "mean_within_2_sigma": {
    "scope": "numbers",
    "isShare": false,
    "title": "Mean within 2 sigma",
    "about": "the mean is within two standard deviations of that of the reference"
  },
  "out_of_list": {
    "scope": "categories",
    "isShare": true,
    "title": "Not in the list of categories",
    "about": "the share of values the reference does not have is within what chance explains"
  },
  "new_categories": {
    "scope": "categories",
    "isShare": false,
    "title": "New categories",
    "about": "the number of new categories is within what chance explains"
  }
};
