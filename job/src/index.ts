export { createDriftChild, type DriftChild } from './child/driftChild.ts';
export { driftMainPath } from './child/driftMainPath.ts';
export { wasEnded } from './errors.ts';
export { writeAtomic } from './files/writeAtomic.ts';
export { fileReportStore } from './reports/fileReportStore.ts';
export type { ReportEntry, ReportStore } from './reports/reportStore.ts';
export { volumeReportStore } from './reports/volumeReportStore.ts';
