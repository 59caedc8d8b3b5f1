import { type ForestFile, formats, type ModelContract, type Predictions } from '@modelmonitor/models';
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
 * What a forest answers for every row of its data, from trees that have not seen the row: all of them for a row to test on, those that
 * did not draw it for a row to train on.
 *
 * @returns one answer per row of the data; NaN, and NaN for each class, where every tree has seen the row
 */
export function unseenAnswers(data: TrainingData, split: TrainTestSplit, { file, bags }: BaggedForest): Predictions {
  const classCount = data.contract.classes.length;
  const tested = answers(file, matrixOf(data, split.test), data.contract);
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

/** One tree after the other, each as a forest of its own. */
function* baggedTrees({ file, bags }: BaggedForest, matrix: Float64Array, contract: ModelContract): Generator<BaggedTree> {
  for (const [index, tree] of file.trees.entries()) {
    yield { answers: answers({ ...file, trees: [tree] }, matrix, contract).values, bag: bags[index] ?? [] };
  }
}

/** As the predictor will load the file. */
function answers(file: ForestFile, matrix: Float64Array, contract: ModelContract): Predictions {
  return formats.forest.load(new TextEncoder().encode(modelText(file)), contract).predict(matrix, matrix.length / contract.features.length);
}
