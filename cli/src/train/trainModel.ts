import { type ForestDescription, forestFileFrom, type Predictions } from '@modelmonitor/models';
import { type ClassificationScores, classificationScores, type RegressionScores, regressionScores } from '@modelmonitor/stats';
import { version } from '../version.ts';
import { forestOptions } from './forestDefaults.ts';
import type { ForestTraining } from './forestTraining.ts';
import { modelText } from './modelText.ts';
import { trainInWorker } from './trainInWorker.ts';
import { matrixOf, type TrainingData } from './trainingData.ts';
import type { TrainTestSplit } from './trainTestSplit.ts';
import { unseenAnswers } from './unseenAnswers.ts';

export type ForestChoice = Pick<ForestTraining, 'seed' | 'trees' | 'maxFeatures' | 'leafRows'>;

export type TestScores = { readonly classification: ClassificationScores } | { readonly regression: RegressionScores };

export interface TrainedModel {
  /** The model file. */
  readonly text: string;
  /** On the rows it was not trained on. */
  readonly scores: TestScores;
  /** What it answers for every row of the data, from trees that have not seen the row; NaN where all have. */
  readonly predictions: Predictions;
}

export interface TrainingWatch {
  readonly signal: AbortSignal;
  /** Called with the share of the trees that are done. */
  readonly onProgress: (share: number) => void;
}

/**
 * Trains a forest on one part of the data and scores it on the other, as the predictor will load it.
 * The same data, split and choice give the same bytes.
 *
 * @throws Error when training fails, InputError when it is stopped
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
    ...forest,
  };
  const trained = await trainInWorker(training, watch.onProgress, watch.signal);
  const untested = forestFileFrom(trained, describedBy(data, {}));
  const predictions = unseenAnswers(data, split, { file: untested, bags: trained.bags });
  const scores = scoresOf(data, split.test, predictions.values);
  const text = modelText(forestFileFrom(trained, describedBy(data, trainingNotes(data, { split, training, scores }))));
  return { text, scores, predictions };
}

function describedBy({ contract }: TrainingData, training: ForestDescription['training']): ForestDescription {
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
  const answered = rows.map((row) => predictions[row] ?? Number.NaN);
  return contract.task === 'classification'
    ? { classification: classificationScores(actual, answered, contract.classes.length) }
    : { regression: regressionScores(actual, answered) };
}

/** What the model file says of its origin; holds no time, so that training again gives the same file. */
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
    testScores: notedScores(scores),
    dataSha256: hash,
    createdBy: `modelmonitor ${version()}`,
  };
}

function notedScores(scores: TestScores): Readonly<Record<string, number>> {
  const rounded = (score: number) => Number(score.toPrecision(6));
  if ('classification' in scores) {
    const { accuracy, macroF1 } = scores.classification;
    return { accuracy: rounded(accuracy), macroF1: rounded(macroF1) };
  }
  const { meanAbsoluteError, rootMeanSquaredError, rSquared } = scores.regression;
  return {
    meanAbsoluteError: rounded(meanAbsoluteError),
    rootMeanSquaredError: rounded(rootMeanSquaredError),
    rSquared: rounded(rSquared),
  };
}
