// How well predictions agree with labels. An entry of its own: most comparisons need none of it.
export { ascendingOrder } from './performance/ascendingOrder.ts';
export { type BoostedTrees, type BoostingOptions, boostedTrees } from './performance/boostedTrees.ts';
export { type ConfusionIntervals, confusionIntervals } from './performance/confusionIntervals.ts';
export { confusionMatrix } from './performance/confusionMatrix.ts';
export { type ConfusionScores, confusionScores } from './performance/confusionScores.ts';
export { expectedConfusion } from './performance/expectedConfusion.ts';
export { expectedRocAuc } from './performance/expectedRocAuc.ts';
export { type CalibrationCurve, calibrated, isotonicCalibration } from './performance/isotonicCalibration.ts';
export { logLoss } from './performance/logLoss.ts';
export { type MacroRocAuc, macroRocAuc } from './performance/macroRocAuc.ts';
export { type ErrorEstimate, meanEstimate } from './performance/meanEstimate.ts';
export { needsCalibration } from './performance/needsCalibration.ts';
export { type RegressionErrors, regressionErrors } from './performance/regressionErrors.ts';
export { type RocAuc, rocAuc } from './performance/rocAuc.ts';
export { type SamplingErrors, samplingErrors } from './performance/samplingErrors.ts';
export { type Interval, wilsonInterval } from './performance/wilsonInterval.ts';
