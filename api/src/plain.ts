// What needs no schema: words, names and numbers. A command that only compares files starts without the libraries that read schemas.

export { categoricalMethods, columnMethods, methodFacts, numericMethods, numericOnlyMethods } from './generated/driftMethods.ts';
export { performanceMetrics } from './generated/performanceMetrics.ts';
export { qualityCheckFacts } from './generated/qualityChecks.ts';
export type * from './index.ts';
export { captureStoreOf } from './plan/captureStore.ts';
export { imageFolder, s3Audience } from './plan/externalSources.ts';
export { filePath, mountPath } from './plan/mounts.ts';
export { cacheDirectory, identityDirectory, imagesDirectory, sourceArguments, volumesDirectory } from './plan/placement.ts';
export { mostPods, podWindowPath } from './pods/podApi.ts';
export { headlineMetrics, historyMetrics } from './report/historyMetrics.ts';
export { parseReport } from './report/parseReport.ts';
export { profileKind, profileSchemaVersion } from './report/profileKind.ts';
export { reportSchemaVersion } from './report/reportSchemaVersion.ts';
export { runName, runPattern } from './report/runName.ts';
export { shareSentence } from './report/shareSentence.ts';
export { failureAnnotation, jobAnnotation, mostReportBytes, mostSummaryBytes, reportKeys, runAnnotation } from './report/storedReport.ts';
export { summarizeReport } from './report/summarizeReport.ts';
export { defaultLevels } from './schema/defaultLevels.ts';
export { durationMilliseconds } from './schema/durationMilliseconds.ts';
export { mostSegments } from './schema/mostSegments.ts';
export { clippedText } from './text/clippedText.ts';
export { errorCode, errorText } from './text/errorText.ts';
export { formatNumber } from './text/formatNumber.ts';
export { formatPercent, formatPercentBeside } from './text/formatPercent.ts';
export { ownValue } from './text/ownValue.ts';
export { printable, printableLines } from './text/printable.ts';
export { valueText } from './validation/problem.ts';
