import type { BoostedFile } from '../../boosted/boostedFile.ts';
import { readLightgbmText } from '../../lightgbm/readLightgbm.ts';
import { compileTrees } from '../../trees/compileTrees.ts';
import { treeEvaluator } from '../../trees/treeEvaluator.ts';
import { readXgboostSnapshot } from '../../xgboost/readXgboost.ts';
import { inputError } from '../columns/inputError.ts';
import { type Level, levelName, levelsOf } from '../columns/level.ts';
import { levelLookup, unknownLevel } from '../columns/levelLookup.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Answer, Apply, CompilePredictor, Predictor, StepInput } from '../step.ts';
import { linkRows } from './boostedAnswer.ts';
import { bothClasses, largestIndex } from './largest.ts';
import { validInput } from './validInput.ts';

/** Whether an object is a booster of XGBoost or LightGBM in the wrapper for scikit-learn. */
export function isBooster({ module, className }: Fields): boolean {
  return (
    (module === 'xgboost.sklearn' && /^XGB(RF)?(Classifier|Regressor|Ranker)$/.test(className)) ||
    (module === 'lightgbm.sklearn' && /^LGBM(Classifier|Regressor|Ranker)$/.test(className))
  );
}

/** The booster inside of the wrapper, which stops after its best iteration. @throws ModelFormatError of the reader of its format */
export function boosterOf(fields: Fields): BoostedFile {
  const booster = fields.inside(fields.value('_Booster'), '_Booster');
  if (fields.module === 'xgboost.sklearn') {
    const handle = booster.value('handle');
    if (!isPy(handle, 'bytes')) throw booster.mismatch('handle', 'the bytes of a booster');
    return readXgboostSnapshot(handle.bytes);
  }
  const text = booster.value('_handle') ?? booster.value('handle');
  if (typeof text !== 'string') throw booster.mismatch('_handle', 'the text of a booster');
  const file = readLightgbmText(Buffer.from(text, 'utf8'));
  const best = booster.has('best_iteration') ? booster.number('best_iteration') : 0;
  const classNames = isPy(fields.value('_classes'), 'array') ? levelsOf(fields.array('_classes'))?.map(levelName) : undefined;
  const kept = best > 0 ? file.trees.trees.slice(0, best * file.trees.outputs) : file.trees.trees;
  return { ...file, trees: { ...file.trees, trees: kept }, ...(classNames === undefined ? {} : { classNames }) };
}

/** XGBClassifier, LGBMRegressor and kin as a step of a model. */
export const booster: CompilePredictor = (input) => {
  const { fields, columns } = input;
  const file = boosterOf(fields);
  const { outputs } = file.trees;
  const trees = compileTrees(file.trees);
  const evaluate = treeEvaluator(trees);
  const rows = boosterRows(input, file);
  const sums: Apply = (cells, count) => {
    const added = evaluate(rows(cells, count), count);
    return file.bias === undefined ? added : added.map((sum, place) => sum + (file.bias?.[place % outputs] ?? 0));
  };
  const isRegressor = !fields.className.endsWith('Classifier');
  const classes = isRegressor ? undefined : boosterClasses(fields, file);
  const answer = (added: Float64Array, count: number): Answer => {
    const linked = linkRows(added, outputs, file.link);
    if (classes === undefined) return { values: linked };
    if (outputs > 1) return { values: largestIndex(linked, count), probabilities: linked };
    return { values: linked.map((share) => (share > 0.5 ? 1 : 0)), probabilities: bothClasses(linked) };
  };
  const attribution: Predictor['attribution'] = { kind: 'trees', scale: 'margin', trees, columns, rows };
  return {
    ...(classes === undefined ? {} : { classes, hasProbabilities: true }),
    // The wrapper has it since LightGBM 4.7, as it has this attribute.
    ...(classes !== undefined && fields.value('_fitted_with_feature_names') !== undefined ? { sums: { outputs, compute: sums } } : {}),
    margins: { outputs, compute: sums },
    ...(trees.linear.size > 0 ? {} : { attribution }),
    predict: (cells, count) => answer(sums(cells, count), count),
  };
};

function boosterClasses(fields: Fields, file: BoostedFile): readonly Level[] {
  if (isPy(fields.value('_classes'), 'array')) {
    const levels = levelsOf(fields.array('_classes'));
    if (levels !== undefined) return levels;
  }
  return Array.from({ length: file.answer === 'multiclass' ? file.trees.outputs : 2 }, (_, index) => index);
}

/** Categories as codes, and the value that stands for a missing one as such. */
function boosterRows(input: StepInput, file: BoostedFile): Apply {
  const { fields, columns, scope } = input;
  const width = columns.length;
  if (file.features.length !== width) throw fields.refusal(`the model gives it ${width} columns, it was fitted on ${file.features.length}`);
  const finders = columns.map((column, index) => {
    const { categories } = file.features[index] as BoostedFile['features'][number];
    return categories === undefined ? undefined : levelLookup(column, categories, scope);
  });
  const asNumbers = columns.map((column, index) =>
    finders[index] === undefined ? column : { inputs: column.inputs, additive: column.additive },
  );
  const numbers = validInput(
    { ...input, columns: asNumbers },
    { missing: true, infinite: file.refusesBeyondFloat32 !== true, float32: file.refusesBeyondFloat32 === true },
  );
  const missing =
    fields.module === 'xgboost.sklearn' && typeof fields.value('missing') === 'number' ? fields.number('missing') : Number.NaN;
  const isPlain = Number.isNaN(missing) && finders.every((find) => find === undefined);
  return (cells, count) => {
    const checked = numbers(cells, count);
    if (isPlain) return checked;
    return checked.map((cell, place) => {
      const index = place % width;
      const find = finders[index];
      if (find === undefined) return cell === missing ? Number.NaN : cell;
      if (Number.isNaN(cell)) return cell;
      const code = find(cell);
      if (code !== unknownLevel) return code;
      const { categories = [], unknown } = file.features[index] as BoostedFile['features'][number];
      if (unknown !== 'refuse') return categories.length;
      const column = columns[index] as (typeof columns)[number];
      if (scope.predictsUnseen(column.inputs[0] ?? 0)) return Number.NaN;
      throw inputError('expected one of the categories that the model was trained on, got another value', {
        row: Math.floor(place / width),
        column,
        scope,
      });
    });
  };
}
