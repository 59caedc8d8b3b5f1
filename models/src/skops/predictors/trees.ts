import { compileTrees } from '../../trees/compileTrees.ts';
import { treeEvaluator } from '../../trees/treeEvaluator.ts';
import type { Level } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import type { CompilePredictor, Predictor, StepInput } from '../step.ts';
import { checkOneTarget, classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { checkDirections, sklearnTree, takesMissing } from './sklearnTree.ts';
import { validInput } from './validInput.ts';

export const decisionTreeClassifier: CompilePredictor = (input) =>
  meanOfTrees(input, { trees: [input.fields], classes: classLevels(input.fields) });
export const decisionTreeRegressor: CompilePredictor = (input) => meanOfTrees(input, { trees: [input.fields], classes: undefined });
export const forestClassifier: CompilePredictor = (input) =>
  meanOfTrees(input, { trees: members(input), classes: classLevels(input.fields) });
export const forestRegressor: CompilePredictor = (input) => meanOfTrees(input, { trees: members(input), classes: undefined });

function members({ fields }: StepInput): readonly Fields[] {
  const list = fields.list('estimators_');
  if (list.length === 0) throw fields.mismatch('estimators_', 'at least one tree');
  return list.map((tree, index) => fields.inside(tree, `estimators_[${index}]`));
}

/** The mean over trees of their shares of the classes, or of their values. */
function meanOfTrees(input: StepInput, { trees, classes }: { trees: readonly Fields[]; classes: readonly Level[] | undefined }): Predictor {
  const { fields, columns } = input;
  checkOneTarget(fields);
  const [first] = trees as readonly [Fields];
  const outputs = classes?.length ?? 1;
  const sources = trees.map((tree) => {
    const found = sklearnTree(tree, classes !== undefined && fields.version < 4);
    if (found.width !== outputs) throw tree.refusal(`tree_.values: expected ${outputs} numbers per node, got ${found.width}`);
    checkDirections(found, tree);
    return { ...found.source, output: 'vector' as const };
  });
  const compiled = compileTrees({
    featureCount: columns.length,
    outputs,
    inputs: 'float32',
    sums: 'float64',
    combine: trees.length === 1 ? 'sum' : 'mean',
    base: new Float64Array(outputs),
    trees: sources,
  });
  const missing = takesMissing(first) && (trees[0] === fields || fields.version >= 4);
  const rows = validInput(input, { missing, float32: true });
  const evaluate = treeEvaluator(compiled);
  const attribution = { kind: 'trees', scale: classes === undefined ? 'value' : 'probability', trees: compiled, columns, rows } as const;
  if (classes === undefined) return { predict: (cells, count) => ({ values: evaluate(rows(cells, count), count) }), attribution };
  return {
    classes,
    hasProbabilities: true,
    attribution,
    predict: (cells, count) => {
      const probabilities = evaluate(rows(cells, count), count);
      return { values: largestIndex(probabilities, count), probabilities };
    },
  };
}
