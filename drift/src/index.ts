export { type CheckSettings, checkDrift } from './checkDrift.ts';
export { contributionsReport } from './contributions/contributionsReport.ts';
export { type DriftReference, profileReference, tableReference } from './reference/driftReference.ts';
export { assembledReport, type CheckContext } from './report/assembledReport.ts';
export { type MeasuredColumn, measuredColumn } from './report/measuredColumn.ts';
export { type AnsweredRows, rowSections } from './sections/rowSections.ts';
