import { type ForestFile, loadForest, type ModelContract, type Predictions } from '@modelmonitor/models';
import { modelText } from './modelText.ts';
import { type BaggedTree, outOfBag } from './outOfBag.ts';
import { matrixOf, type TrainingData } from './trainingData.ts';
import type { TrainTestSplit } from './trainTestSplit.ts';

export interface BaggedForest {
  readonly file: ForestFile;
  /** Per tree: the rows it was trained on, as places in the split's `train`. */
  readonly bags: readonly (readonly number[])[];
}

/**
 * Predictions of a forest for every row of its data, by trees that were not trained on the row: all trees for a test row, out-of-bag
 * trees for a training row.
 *
 * @returns one prediction per row of the data; NaN, and NaN for each class, if every tree was trained on the row
 */
export function outOfSamplePredictions(data: TrainingData, split: TrainTestSplit, { file, bags }: BaggedForest): Predictions {
  const classCount = data.contract.classes.length;
  const tested = predictionsOf(file, matrixOf(data, split.test), data.contract);
  const rowCount = split.train.length;
  const trained = outOfBag(baggedTrees({ file, bags }, matrixOf(data, split.train), data.contract), { rowCount, classCount });
  const parts = [
    { rows: split.test, part: tested },
    { rows: split.train, part: trained },
  ];
  const values = new Float64Array(data.target.length);
  const probabilities = new Float64Array(data.target.length * classCount);
  for (const { rows, part } of parts) {
    for (const [place, row] of rows.entries()) {
      values[row] = part.values[place] ?? Number.NaN;
      const shares = part.probabilities?.subarray(place * classCount, (place + 1) * classCount);
      if (shares !== undefined) probabilities.set(shares, row * classCount);
    }
  }
  return classCount > 0 ? { values, probabilities } : { values };
}

/** The trees one after the other, each as a separate forest. */
function* baggedTrees({ file, bags }: BaggedForest, matrix: Float64Array, contract: ModelContract): Generator<BaggedTree> {
  for (const [index, tree] of file.trees.entries()) {
    yield { predictions: predictionsOf({ ...file, trees: [tree] }, matrix, contract).values, bag: bags[index] ?? [] };
  }
}

/** Loads the file like the predictor. */
function predictionsOf(file: ForestFile, matrix: Float64Array, contract: ModelContract): Predictions {
  return loadForest(new TextEncoder().encode(modelText(file)), contract).predict(matrix, matrix.length / contract.features.length);
}
