import type { CompilePredictor, StepInput } from '../step.ts';

function inside(input: StepInput, name: string): ReturnType<CompilePredictor> {
  return input.compile.predictor({ ...input, fields: input.fields.inside(input.fields.value(name), name) });
}

/** The best estimator of a search is the model. */
export const searchModel: CompilePredictor = (input) => {
  if (!input.fields.has('best_estimator_'))
    throw input.fields.refusal('best_estimator_: the search was not refitted; save the model with refit=True');
  return inside(input, 'best_estimator_');
};

export const frozenEstimator: CompilePredictor = (input) => inside(input, 'estimator');

export const ransacRegressor: CompilePredictor = (input) => inside(input, 'estimator_');

/** A binary classifier whose second class is predicted from another probability on than 0.5. */
export const thresholdClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const model = inside(input, fields.has('estimator_') ? 'estimator_' : 'estimator');
  const { classes = [] } = model;
  const name = fields.has('best_threshold_') ? 'best_threshold_' : 'threshold';
  const method = fields.choice('response_method', ['auto', 'predict_proba', 'decision_function'], 'auto');
  const usesSums = method === 'decision_function' || (method === 'auto' && model.hasProbabilities !== true);
  const threshold = fields.value(name) === 'auto' ? (usesSums ? 0 : 0.5) : fields.number(name);
  const label = fields.has('pos_label') ? classes.indexOf(fields.value('pos_label') as string) : 1;
  if (label < 0 || classes.length !== 2) throw fields.unsupported('pos_label: another class than the two of the model');
  return {
    ...model,
    predict: (rows, count) => {
      const answer = model.predict(rows, count);
      const scores = usesSums ? model.sums?.compute(rows, count) : answer.probabilities?.filter((_, index) => index % 2 === label);
      if (scores === undefined) throw new RangeError('the classifier has no scores');
      const sign = usesSums && label === 0 ? -1 : 1;
      return { ...answer, values: scores.map((score) => (sign * score >= threshold ? label : 1 - label)) };
    },
  };
};
