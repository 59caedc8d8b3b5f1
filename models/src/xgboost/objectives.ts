import type { Objective } from '../boosted/boostedFile.ts';
import { exponentialFloat32, hinge, identity, sigmoidFloat32, softmaxFloat32 } from '../links/links.ts';

/** An objective, and the scale that its base score is stored in. */
interface XgboostObjective extends Objective {
  /** `mean` of the outcome before the log or logit link, or the margin itself. */
  readonly baseScore: 'logit' | 'log' | 'margin';
}

const value: XgboostObjective = { answer: 'value', link: identity, baseScore: 'margin' };
const rate: XgboostObjective = { answer: 'value', link: exponentialFloat32, baseScore: 'log' };
const binary: XgboostObjective = { answer: 'binary', fitsBoth: true, link: sigmoidFloat32, baseScore: 'logit' };
const multiclass: XgboostObjective = { answer: 'multiclass', link: softmaxFloat32, baseScore: 'margin' };

/** By `learner.objective.name`. */
export const objectives: Readonly<Record<string, XgboostObjective>> = {
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
