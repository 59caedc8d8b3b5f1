export { type CheckSettings, checkDrift, rowFindings } from './checkDrift.ts';
export { contributionsReport } from './contributions/contributionsReport.ts';
export { assembleReport, type CheckContext, type Findings } from './report/assembleReport.ts';
export { type MeasuredColumn, measureColumn } from './report/measureColumn.ts';
export { type AnsweredRows, rowSections } from './sections/rowSections.ts';
