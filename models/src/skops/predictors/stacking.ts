import type { Column } from '../columns/column.ts';
import { combinedColumn } from '../columns/column.ts';
import { passColumns } from '../pipeline.ts';
import type { Apply, CompilePredictor, Predictor, StepInput, Transform } from '../step.ts';
import { joinColumns } from '../transforms/joinColumns.ts';
import { classLevels } from './classLevels.ts';
import { classPlaces, membersOf, moveClasses } from './memberClasses.ts';

/** The models of the first layer as a transformer, and the one that combines their predictions. */
function layers(input: StepInput, classCount: number): { first: Transform; last: Predictor } {
  const { fields, columns, scope, compile } = input;
  const methods = fields.list('stack_method_').map(String);
  const members = membersOf(input, 'estimators_').map((member, index) =>
    memberColumns(member, methods[index] ?? 'predict', { input, classCount }),
  );
  const first = joinColumns([...members, ...(fields.flag('passthrough', false) ? [passColumns(columns)] : [])]);
  const last = compile.predictor({
    fields: fields.inside(fields.value('final_estimator_'), 'final_estimator_'),
    columns: first.columns,
    scope,
    compile,
  });
  return { first, last };
}

function memberColumns(member: Predictor, method: string, { input, classCount }: { input: StepInput; classCount: number }): Transform {
  const { columns, fields } = input;
  const some = (width: number): readonly Column[] => Array.from({ length: width }, () => combinedColumn(columns, undefined, false));
  if (method === 'predict_proba') {
    if (member.hasProbabilities !== true) throw fields.refusal('stack_method_: a classifier has no predict_proba');
    const width = member.classes?.length ?? 0;
    const shares: Apply = (rows, count) => member.predict(rows, count).probabilities as Float64Array;
    // Of two classes only the second one is passed on.
    if (classCount !== 2) return { columns: some(width), apply: shares };
    return { columns: some(width - 1), apply: (rows, count) => shares(rows, count).filter((_, index) => index % width !== 0) };
  }
  if (method === 'decision_function') {
    if (member.sums === undefined) throw fields.refusal('stack_method_: a classifier has no decision_function');
    return { columns: some(member.sums.outputs), apply: member.sums.compute };
  }
  const places = member.classes?.map(Number);
  const predict: Apply = (rows, count) => member.predict(rows, count).values;
  return { columns: some(1), apply: places === undefined ? predict : (rows, count) => moveClasses(predict(rows, count), places) };
}

export const stackingClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const { first, last } = layers(input, classes.length);
  const places = classPlaces(last, { count: classes.length, fields });
  if (places.length !== classes.length) throw fields.unsupported('final_estimator_: a classifier of some of the classes');
  const { sums } = last;
  return {
    classes,
    hasProbabilities: last.hasProbabilities === true,
    ...(sums === undefined
      ? {}
      : { sums: { outputs: sums.outputs, compute: (rows, count) => sums.compute(first.apply(rows, count), count) } }),
    predict: (rows, count) => last.predict(first.apply(rows, count), count),
  };
};

export const stackingRegressor: CompilePredictor = (input) => {
  const { first, last } = layers(input, 0);
  return { predict: (rows, count) => last.predict(first.apply(rows, count), count) };
};
