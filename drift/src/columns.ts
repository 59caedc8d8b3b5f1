// What compares single columns and puts their report together, without the sections that need rows.
export { assembleReport, type CheckContext, type Findings } from './report/assembleReport.ts';
export type { CheckSettings } from './report/checkSettings.ts';
export { type MeasuredColumn, measureColumn } from './report/measureColumn.ts';
