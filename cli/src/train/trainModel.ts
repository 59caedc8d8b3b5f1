import { type ForestDescription, forestFileFrom, type Predictions } from '@modelmonitor/models';
import { type ClassificationScores, classificationScores, type RegressionScores, regressionScores } from '@modelmonitor/stats';
import { version } from '../version.ts';
import { forestOptions } from './forestDefaults.ts';
import type { ForestTraining } from './forestTraining.ts';
import { modelText } from './modelText.ts';
import { outOfSamplePredictions } from './outOfSamplePredictions.ts';
import { type TrainingProgress, trainInWorker } from './trainInWorker.ts';
import { matrixOf, type TrainingData } from './trainingData.ts';
import type { TrainTestSplit } from './trainTestSplit.ts';

export type ForestChoice = Pick<ForestTraining, 'seed' | 'trees' | 'maxFeatures' | 'leafRows'>;

export type TestScores = { readonly classification: ClassificationScores } | { readonly regression: RegressionScores };

export interface TrainedModel {
  /** The model file. */
  readonly text: string;
  /** Scores on the test rows. */
  readonly scores: TestScores;
  /** Predictions for every row of the data by trees that were not trained on the row; NaN if all were. */
  readonly predictions: Predictions;
}

export interface TrainingWatch {
  readonly signal: AbortSignal;
  /** Called after each tree. */
  readonly onProgress: (progress: TrainingProgress) => void;
}

/**
 * Trains a forest on one part of the data and scores it on the other, loaded as in the predictor.
 * The same data, split and choice give the same bytes.
 *
 * @throws Error if training fails, InputError if it is interrupted
 */
export async function trainModel(
  data: TrainingData,
  { split, forest }: { readonly split: TrainTestSplit; readonly forest: ForestChoice },
  watch: TrainingWatch,
): Promise<TrainedModel> {
  const training: ForestTraining = {
    rows: matrixOf(data, split.train),
    featureCount: data.contract.features.length,
    target: split.train.map((row) => data.target[row] ?? Number.NaN),
    task: data.contract.task,
    mayMiss: data.contract.features.map(({ type, optional = false }) => optional || type === 'categorical'),
    ...forest,
  };
  const trained = await trainInWorker(training, watch.onProgress, watch.signal);
  const untested = forestFileFrom(trained, forestDescription(data, {}));
  const predictions = outOfSamplePredictions(data, split, { file: untested, bags: trained.bags });
  const scores = scoresOf(data, split.test, predictions.values);
  const text = modelText(forestFileFrom(trained, forestDescription(data, trainingNotes(data, { split, training, scores }))));
  return { text, scores, predictions };
}

function forestDescription({ contract }: TrainingData, training: ForestDescription['training']): ForestDescription {
  const categorical = contract.features.filter(({ type }) => type === 'categorical');
  return {
    features: contract.features.map(({ name }) => name),
    categories: Object.fromEntries(categorical.map(({ name, values = [] }) => [name, values])),
    classes: contract.classes,
    training,
  };
}

function scoresOf({ contract, target }: TrainingData, rows: readonly number[], predictions: Float64Array): TestScores {
  const actual = rows.map((row) => target[row] ?? Number.NaN);
  const predicted = rows.map((row) => predictions[row] ?? Number.NaN);
  return contract.task === 'classification'
    ? { classification: classificationScores(actual, predicted, contract.classes.length) }
    : { regression: regressionScores(actual, predicted) };
}

/** The origin of the model, stored in its file. It contains no time, so that another training gives the same file. */
function trainingNotes(
  { hash }: TrainingData,
  { split, training, scores }: { readonly split: TrainTestSplit; readonly training: ForestTraining; readonly scores: TestScores },
): ForestDescription['training'] {
  const { trees, maxFeatures, leafRows, maxDepth } = forestOptions(training);
  return {
    algorithm: 'random forest (ml-random-forest)',
    seed: training.seed,
    trees,
    maxFeatures,
    leafRows,
    maxDepth,
    rows: { train: split.train.length, test: split.test.length },
    testScores: scoreNotes(scores),
    dataSha256: hash,
    createdBy: `modelmonitor ${version()}`,
  };
}

function scoreNotes(scores: TestScores): Readonly<Record<string, number>> {
  const round = (score: number) => Number(score.toPrecision(6));
  if ('classification' in scores) {
    const { accuracy, macroF1 } = scores.classification;
    return { accuracy: round(accuracy), macroF1: round(macroF1) };
  }
  const { meanAbsoluteError, rootMeanSquaredError, rSquared } = scores.regression;
  return {
    meanAbsoluteError: round(meanAbsoluteError),
    rootMeanSquaredError: round(rootMeanSquaredError),
    rSquared: round(rSquared),
  };
}
