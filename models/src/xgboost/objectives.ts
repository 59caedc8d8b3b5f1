import { exponentialFloat32, hinge, identity, type Link, sigmoidFloat32, softmaxFloat32 } from '../links/links.ts';

/** What an objective makes of the margins, and the scale that its base score is stored in. */
interface Objective {
  readonly answer: 'binary' | 'multiclass' | 'value';
  /** Whether its answer may also be taken for a class, or for a value. */
  readonly fitsBoth?: boolean;
  readonly link: Link;
  /** `mean` of the outcome before the log or logit link, or the margin itself. */
  readonly baseScore: 'logit' | 'log' | 'margin';
}

const value: Objective = { answer: 'value', link: identity, baseScore: 'margin' };
const rate: Objective = { answer: 'value', link: exponentialFloat32, baseScore: 'log' };
const binary: Objective = { answer: 'binary', fitsBoth: true, link: sigmoidFloat32, baseScore: 'logit' };
const multiclass: Objective = { answer: 'multiclass', link: softmaxFloat32, baseScore: 'margin' };

/** By `learner.objective.name`. */
export const objectives: Readonly<Record<string, Objective>> = {
  'binary:logistic': binary,
  'binary:logitraw': { ...binary, fitsBoth: false, baseScore: 'margin' },
  'binary:hinge': { answer: 'binary', link: hinge, baseScore: 'margin' },
  'multi:softprob': multiclass,
  'multi:softmax': multiclass,
  'reg:squarederror': value,
  'reg:linear': value,
  'reg:squaredlogerror': value,
  'reg:pseudohubererror': value,
  'reg:absoluteerror': value,
  'reg:quantileerror': value,
  'reg:expectileerror': value,
  'reg:logistic': { ...binary, answer: 'value' },
  'reg:gamma': rate,
  'reg:tweedie': rate,
  'count:poisson': rate,
  'survival:cox': rate,
  'survival:aft': rate,
  'rank:pairwise': value,
  'rank:ndcg': value,
  'rank:map': value,
};
