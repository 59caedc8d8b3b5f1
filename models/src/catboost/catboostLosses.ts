import type { Objective } from '../boosted/boostedFile.ts';
import { exponential, identity, sigmoid, softmax } from '../links/links.ts';

const value: Objective = { answer: 'value', link: identity };
const rate: Objective = { answer: 'value', link: exponential };
const binary: Objective = { answer: 'binary', fitsBoth: true, link: sigmoid() };

/** By `model_info.params.loss_function.type`: what the default prediction of CatBoost's classes for scikit-learn makes of the sums. */
export const catboostLosses: Readonly<Record<string, Objective>> = {
  Logloss: binary,
  CrossEntropy: binary,
  Focal: binary,
  MultiClass: { answer: 'multiclass', link: softmax },
  MultiClassOneVsAll: { answer: 'multiclass', link: sigmoid() },
  RMSE: value,
  MAE: value,
  MAPE: value,
  Quantile: value,
  GroupQuantile: value,
  LogLinQuantile: value,
  Lq: value,
  Huber: value,
  Expectile: value,
  LogCosh: value,
  Cox: value,
  YetiRank: value,
  YetiRankPairwise: value,
  PairLogit: value,
  PairLogitPairwise: value,
  QueryRMSE: value,
  QuerySoftMax: value,
  StochasticRank: value,
  LambdaMart: value,
  Poisson: rate,
  Tweedie: rate,
};
