export { type CheckSettings, checkDrift, rowFindings } from './checkDrift.ts';
export { contributionsReport } from './contributions/contributionsReport.ts';
export { type AnsweredRows, rowSections } from './sections/rowSections.ts';
