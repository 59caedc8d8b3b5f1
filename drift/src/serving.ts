// What a predictor needs: windows, reports and the child process; nothing that compares, which the child does. It starts sooner.
export { createDriftChild } from './child/driftChild.ts';
export { driftMainPath } from './child/driftMainPath.ts';
export { writeAtomic } from './files/writeAtomic.ts';
export type * from './index.ts';
export { fileReportStore } from './reports/fileReportStore.ts';
export { decodeWindow, encodeWindow } from './table/windowFile.ts';
