import type { CompilePredictor } from '../step.ts';
import { checkOneTarget, classLevels } from './classLevels.ts';

/** Predicts what was most frequent, whatever the row. Its random strategies are not the same twice and are refused. */
export const dummyClassifier: CompilePredictor = ({ fields }) => {
  checkOneTarget(fields);
  const classes = classLevels(fields);
  const strategy = fields.choice('strategy', ['prior', 'most_frequent', 'constant', 'stratified', 'uniform'], 'prior');
  if (strategy === 'stratified' || strategy === 'uniform') throw fields.unsupported(`strategy: ${strategy}, whose predictions are random,`);
  const prior = fields.numbers('class_prior_', classes.length);
  const constant = strategy === 'constant' ? classes.indexOf(fields.value('constant') as (typeof classes)[number]) : -1;
  if (strategy === 'constant' && constant < 0) throw fields.mismatch('constant', 'one of the classes');
  const best = constant >= 0 ? constant : prior.reduce((found, share, index) => (share > (prior[found] as number) ? index : found), 0);
  const shares = strategy === 'prior' ? prior : prior.map((_, index) => (index === best ? 1 : 0));
  return {
    classes,
    hasProbabilities: true,
    predict: (_, count) => {
      const probabilities = new Float64Array(count * classes.length);
      for (let row = 0; row < count; row++) probabilities.set(shares, row * classes.length);
      return { values: new Float64Array(count).fill(best), probabilities };
    },
  };
};

export const dummyRegressor: CompilePredictor = ({ fields }) => {
  checkOneTarget(fields);
  const [value = 0] = fields.numbers('constant_', 1);
  return { predict: (_, count) => ({ values: new Float64Array(count).fill(value) }) };
};
