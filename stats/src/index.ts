export { adjustPValues, type PValueCorrection } from './adjustPValues.ts';
export { type AndersonDarlingResult, andersonDarling } from './andersonDarling.ts';
export { assignBin } from './assignBin.ts';
export { type BetaBinomial, betaBinomialUpperQuantile } from './betaBinomialUpperQuantile.ts';
export { chanceOfNone } from './chanceOfNone.ts';
export { chiSquareQuantile } from './chiSquareQuantile.ts';
export { chiSquareSurvival } from './chiSquareSurvival.ts';
export { type ChiSquareResult, chiSquareTest } from './chiSquareTest.ts';
export { type ClassificationScores, type ClassScores, classificationScores } from './classificationScores.ts';
export { type ColumnSummary, columnSummary } from './columnSummary.ts';
export { countAtMost } from './countAtMost.ts';
export { countBelow } from './countBelow.ts';
export { cramersV } from './cramersV.ts';
export { type CramerVonMisesResult, cramerVonMises } from './cramerVonMises.ts';
export { cramerVonMisesSurvival } from './cramerVonMisesSurvival.ts';
export { doaneBinEdges } from './doaneBinEdges.ts';
export { energyDistance } from './energyDistance.ts';
export { type EppsSingletonResult, eppsSingleton } from './eppsSingleton.ts';
export { exactCramerVonMisesPValue } from './exactCramerVonMisesPValue.ts';
export { fillEmptyBins } from './fillEmptyBins.ts';
export { type FisherExactResult, fisherExact } from './fisherExact.ts';
export { type GTestResult, gTest } from './gTest.ts';
export { hellingerDistance } from './hellingerDistance.ts';
export { histogramCounts } from './histogramCounts.ts';
export { histogramCountsOfSorted } from './histogramCountsOfSorted.ts';
export { homogeneityTest } from './homogeneityTest.ts';
export { iqrFences } from './iqrFences.ts';
export { jensenShannonDistance } from './jensenShannonDistance.ts';
export { klDivergence } from './klDivergence.ts';
export { kolmogorovTwoSidedSurvival } from './kolmogorovTwoSidedSurvival.ts';
export { ksStatistic } from './ksStatistic.ts';
export { type KsResult, ksTwoSample } from './ksTwoSample.ts';
export { lInfinityDistance } from './lInfinityDistance.ts';
export { longestRun } from './longestRun.ts';
export { type Alternative, type MannWhitneyResult, mannWhitney } from './mannWhitney.ts';
export { type MaximumMeanDiscrepancyResult, maximumMeanDiscrepancyTest } from './maximumMeanDiscrepancyTest.ts';
export { meanAndDeviation } from './meanAndDeviation.ts';
export { medianBandwidth } from './medianBandwidth.ts';
export { normalFrom } from './normalFrom.ts';
export { normalQuantile } from './normalQuantile.ts';
export { normalSurvival } from './normalSurvival.ts';
export {
  type PermutationImportance,
  type PermutationImportanceInput,
  type PermutationImportances,
  permutationImportance,
} from './permutationImportance.ts';
export { psi } from './psi.ts';
export { type PsiSample, psiThreshold } from './psiThreshold.ts';
export { quantileBinEdges } from './quantileBinEdges.ts';
export { quantileSorted } from './quantileSorted.ts';
export { randomFromSeed } from './randomFromSeed.ts';
export { type RegressionScores, regressionScores } from './regressionScores.ts';
export { regularizedGammaP, regularizedGammaQ } from './regularizedGamma.ts';
export { robustScale } from './robustScale.ts';
export { shuffle } from './shuffle.ts';
export {
  DISTINCT_ERROR,
  type DistinctSketch,
  distinctEstimate,
  distinctSketch,
  mergedDistinct,
} from './sketch/distinctSketch.ts';
export { expandSketch } from './sketch/expandSketch.ts';
export {
  type FrequentSketch,
  frequentSketch,
  isExactFrequent,
  mergedFrequent,
  rowsBeyondList,
  thinnedFrequent,
} from './sketch/frequentSketch.ts';
export { mergedSketch } from './sketch/mergedSketch.ts';
export { type Moments, mergedMoments, momentsOf } from './sketch/moments.ts';
export { isExactSketch, type QuantileSketch, sketchOfSorted, sketchRows } from './sketch/quantileSketch.ts';
export { thinnedSketch } from './sketch/thinnedSketch.ts';
export { type LimitOptions, standardDeviationLimits } from './standardDeviationLimits.ts';
export { standardisedWasserstein } from './standardisedWasserstein.ts';
export { type StudentTResult, studentTTest } from './studentTTest.ts';
export { studentTTwoSidedSurvival } from './studentTTwoSidedSurvival.ts';
export { sturgesBinEdges } from './sturgesBinEdges.ts';
export { totalVariationDistance } from './totalVariationDistance.ts';
export { type TotalVariationResult, totalVariationTest } from './totalVariationTest.ts';
export { type TwoProportionCounts, type TwoProportionResult, twoProportionZTest } from './twoProportionZTest.ts';
export { wassersteinDistance } from './wassersteinDistance.ts';
export { distinctRuns, isWeighted, type SortedSample, valueAt, type WeightedSample } from './weightedSample.ts';
