export { type AlertMessages, alertMessages } from './alerting/alertMessages.ts';
export { alertRouting } from './alerting/alertRouting.ts';
export { type Inhibition, inhibitionEqual, inhibitions } from './alerting/inhibitions.ts';
export {
  type ColumnMethod,
  categoricalMethods,
  columnMethods,
  type DriftMethod,
  type MethodFacts,
  methodFacts,
  numericMethods,
  numericOnlyMethods,
} from './generated/driftMethods.ts';
export { type PerformanceMetricFacts, performanceMetrics } from './generated/performanceMetrics.ts';
export { type QualityCheckFacts, qualityCheckFacts, qualityTests } from './generated/qualityChecks.ts';
export { driftMetrics } from './metrics/driftMetrics.ts';
export { type DriftSample, driftSamples } from './metrics/driftSamples.ts';
export { livePsi, liveShares, psiOf, referenceShares } from './metrics/livePsi.ts';
export type { Metric } from './metrics/metric.ts';
export { operatorMetrics } from './metrics/operatorMetrics.ts';
export { performanceGauges, performanceSamples } from './metrics/performanceGauges.ts';
export { predictorCounters } from './metrics/predictorCounters.ts';
export { predictorMetrics } from './metrics/predictorMetrics.ts';
export { type JudgedRun, thresholdSamples } from './metrics/thresholdSamples.ts';
export { canonicalJson } from './plan/canonicalJson.ts';
export { type CaptureStore, captureStoreOf, storeArgument } from './plan/captureStore.ts';
export { archiveName, type ChildNames, childNames, configurationName } from './plan/childNames.ts';
export { dueReason, type Progress } from './plan/dueReason.ts';
export { imageFolder, s3Audience } from './plan/externalSources.ts';
export { hasClients, type Mount, mountPath, mountsOf, type SourceFile, sourceFilesOf } from './plan/mounts.ts';
export { nextRun } from './plan/nextRun.ts';
export { predictorNodeFlags } from './plan/nodeFlags.ts';
export {
  cacheDirectory,
  identityDirectory,
  imagesDirectory,
  localAddressesFlag,
  type Placement,
  podPlacement,
  reportsDirectory,
  snapshotPath,
  sourceArguments,
  volumesDirectory,
} from './plan/placement.ts';
export { type DriftTrigger, type Plan, planFor } from './plan/planFor.ts';
export { type ArchivePlace, type Retention, retentionOf } from './plan/retention.ts';
export { staleAt } from './plan/staleAt.ts';
export { trafficWeights } from './plan/trafficWeights.ts';
export { type UnsupportedField, unsupportedFields } from './plan/unsupportedFields.ts';
export {
  type Callers,
  mostPods,
  type PodStatus,
  type PodVersion,
  podAudience,
  podStatusPath,
  podWindowPath,
  type Rollout,
} from './pods/podApi.ts';
export {
  type CategoricalSummary,
  type ColumnReport,
  columnReportSchema,
  columnVerdicts,
  type NumericSummary,
  type Verdict,
} from './report/columnReport.ts';
export { type ConceptDriftReport, conceptDetectors, type DetectorReport } from './report/conceptDriftReport.ts';
export { type Confirmation, confirmVerdict, isSameWindow } from './report/confirmVerdict.ts';
export { type ContributionsReport, contributionsReportSchema } from './report/contributionsReport.ts';
export { headlineMetrics, historyMetrics } from './report/historyMetrics.ts';
export { parseReport } from './report/parseReport.ts';
export { type PerformanceHistory, type PerformancePeriod, performanceHistorySchema } from './report/performanceHistory.ts';
export type { Estimate, EstimatedPerformance, PerformanceMetric, PerformanceReport } from './report/performanceReport.ts';
export { profileKind, profileSchemaVersion } from './report/profileKind.ts';
export { profileProblems } from './report/profileProblems.ts';
export type { QualityReport, QualityTest } from './report/qualityReport.ts';
export {
  type CategoricalProfileDocument,
  type NumericProfileDocument,
  type ReferenceProfile,
  referenceProfileSchema,
  type SketchDocument,
} from './report/referenceProfile.ts';
export { type Report, reportSchema } from './report/report.ts';
export { type ReportConfigMap, reportOfConfigMap } from './report/reportOfConfigMap.ts';
export { reportSchemaVersion } from './report/reportSchemaVersion.ts';
export { type ReportSummary, reportSummarySchema } from './report/reportSummary.ts';
export { runName, runPattern } from './report/runName.ts';
export type { SegmentReport } from './report/segmentReport.ts';
export {
  failureAnnotation,
  jobAnnotation,
  mostReportBytes,
  mostSummaryBytes,
  type RunFailure,
  reportKeys,
  runAnnotation,
} from './report/storedReport.ts';
export { type SummarizedReport, summarizeReport } from './report/summarizeReport.ts';
export { longestSummaryText, mostSummaryFeatures, mostSummaryWarnings } from './report/summaryBounds.ts';
export { createSummaryReader, type ReadSummary, type SummarySubject } from './report/summaryReader.ts';
export type { CaptureSpec } from './schema/capture.ts';
export type { Correction, DriftSpec } from './schema/drift.ts';
export { durationMilliseconds } from './schema/durationMilliseconds.ts';
export { durationText } from './schema/durationText.ts';
export type { Feature, ModelSpec, Version } from './schema/model.ts';
export { type ModelMonitor, modelMonitorSchema } from './schema/modelMonitor.ts';
export type { ServingSpec } from './schema/serving.ts';
export type { ClientAuth } from './schema/sources/clientAuth.ts';
export type { Source, SourceKindName } from './schema/sources/modelSource.ts';
export type { RemoteSource } from './schema/sources/remoteSource.ts';
export type { TrustedCertificates } from './schema/sources/trustedCertificates.ts';
export { type ConditionType, conditionCatalogue, podReasons, type ReasonOf } from './status/conditionCatalogue.ts';
export { type Condition, type MonitorStatus, type StatusRun, statusSchema, type VersionStatus } from './status/statusSchema.ts';
export { unsupportedConditions } from './status/unsupportedConditions.ts';
export { ownValue } from './text/ownValue.ts';
export { fieldPath, type Problem, valueText } from './validation/problem.ts';
export { createValidator, type Validate, type Validated } from './validation/validate.ts';
