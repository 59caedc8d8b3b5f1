import { operatorAbsent, operatorMetricsMissing, targetMissing } from './absenceCases.ts';
import type { AlertCases } from './alertCase.ts';
import { predictionErrorBudgetBurn, predictionLatencyBudgetBurn } from './budgetCases.ts';
import {
  dataDriftDetected,
  driftReportIncomplete,
  driftReportStale,
  driftRunFailing,
  segmentDriftDetected,
  severeDataDrift,
} from './driftCases.ts';
import { criticalLogErrors, highPredictionErrorRate } from './errorCases.ts';
import { highPredictionLatency, latencySlaBreach } from './latencyCases.ts';
import { modelSourceDown } from './modelSourceCases.ts';
import { monitorNotReady, operatorsOverlap } from './notReadyCases.ts';
import { monitorNotScraped, operatorNoLeader, operatorQueueGrowing, operatorReconcileErrors } from './operatorCases.ts';
import { performanceFell } from './performanceCases.ts';
import { modelNotLoaded, modelServingPrevious, predictorDown } from './predictorCases.ts';
import { databaseDisconnected, predictionLogBehind, predictionsNotStored } from './storeCases.ts';
import { captureDropping, noTraffic } from './trafficCases.ts';

/** The cases of each alert, by its name. */
export const alertCases: Readonly<Record<string, AlertCases>> = {
  PredictorDown: predictorDown,
  ModelNotLoaded: modelNotLoaded,
  ModelServingPrevious: modelServingPrevious,
  NoTraffic: noTraffic,
  HighPredictionLatency: highPredictionLatency,
  LatencySLABreach: latencySlaBreach,
  HighPredictionErrorRate: highPredictionErrorRate,
  CriticalLogErrors: criticalLogErrors,
  CaptureDropping: captureDropping,
  ModelSourceDown: modelSourceDown,
  DatabaseDisconnected: databaseDisconnected,
  PredictionsNotStored: predictionsNotStored,
  PredictionLogBehind: predictionLogBehind,
  PerformanceFell: performanceFell,
  PredictionErrorBudgetBurn: predictionErrorBudgetBurn,
  PredictionLatencyBudgetBurn: predictionLatencyBudgetBurn,
  DataDriftDetected: dataDriftDetected,
  SevereDataDrift: severeDataDrift,
  SegmentDriftDetected: segmentDriftDetected,
  DriftReportStale: driftReportStale,
  DriftRunFailing: driftRunFailing,
  DriftReportIncomplete: driftReportIncomplete,
  ModelMonitorOperatorNoLeader: operatorNoLeader,
  ModelMonitorOperatorReconcileErrors: operatorReconcileErrors,
  ModelMonitorOperatorQueueGrowing: operatorQueueGrowing,
  ModelMonitorNotReady: monitorNotReady,
  ModelMonitorOperatorsOverlap: operatorsOverlap,
  ModelMonitorNotScraped: monitorNotScraped,
  ModelMonitorOperatorAbsent: operatorAbsent,
  ModelMonitorOperatorMetricsMissing: operatorMetricsMissing,
  ModelMonitorTargetMissing: targetMissing,
};
