import { pipelinePredictor, pipelineTransform } from './pipeline.ts';
import { dummyClassifier, dummyRegressor } from './predictors/dummyModels.ts';
import { gradientBoostingClassifier, gradientBoostingRegressor } from './predictors/gradientBoosting.ts';
import { histGradientBoostingClassifier, histGradientBoostingRegressor } from './predictors/histGradientBoosting.ts';
import {
  linearClassifier,
  linearRegressor,
  logisticRegression,
  logRegressor,
  ridgeClassifier,
  sgdClassifier,
  tweedieRegressor,
} from './predictors/linearModels.ts';
import { decisionTreeClassifier, decisionTreeRegressor, forestClassifier, forestRegressor } from './predictors/trees.ts';
import type { CompilePredictor, CompileTransform, StepInput } from './step.ts';
import { columnTransformer, featureUnion } from './transforms/columnTransformer.ts';
import { oneHotEncoder } from './transforms/oneHotEncoder.ts';
import { ordinalEncoder } from './transforms/ordinalEncoder.ts';
import { binarizer, maxAbsScaler, minMaxScaler, normalizer, robustScaler, standardScaler } from './transforms/scalers.ts';
import { missingIndicator, simpleImputer } from './transforms/simpleImputer.ts';

const transforms: Readonly<Record<string, CompileTransform>> = {
  Binarizer: binarizer,
  ColumnTransformer: columnTransformer,
  FeatureUnion: featureUnion,
  MaxAbsScaler: maxAbsScaler,
  MinMaxScaler: minMaxScaler,
  MissingIndicator: missingIndicator,
  Normalizer: normalizer,
  OneHotEncoder: oneHotEncoder,
  OrdinalEncoder: ordinalEncoder,
  Pipeline: pipelineTransform,
  RobustScaler: robustScaler,
  SimpleImputer: simpleImputer,
  StandardScaler: standardScaler,
};

const predictors: Readonly<Record<string, CompilePredictor>> = {
  DecisionTreeClassifier: decisionTreeClassifier,
  DecisionTreeRegressor: decisionTreeRegressor,
  DummyClassifier: dummyClassifier,
  DummyRegressor: dummyRegressor,
  ExtraTreeClassifier: decisionTreeClassifier,
  ExtraTreeRegressor: decisionTreeRegressor,
  ExtraTreesClassifier: forestClassifier,
  ExtraTreesRegressor: forestRegressor,
  GradientBoostingClassifier: gradientBoostingClassifier,
  GradientBoostingRegressor: gradientBoostingRegressor,
  HistGradientBoostingClassifier: histGradientBoostingClassifier,
  HistGradientBoostingRegressor: histGradientBoostingRegressor,
  LogisticRegression: logisticRegression,
  LogisticRegressionCV: logisticRegression,
  Pipeline: pipelinePredictor,
  RandomForestClassifier: forestClassifier,
  RandomForestRegressor: forestRegressor,
  RidgeClassifier: ridgeClassifier,
  RidgeClassifierCV: ridgeClassifier,
  SGDClassifier: sgdClassifier,
  LinearSVC: linearClassifier,
  PassiveAggressiveClassifier: linearClassifier,
  Perceptron: linearClassifier,
  ARDRegression: linearRegressor,
  BayesianRidge: linearRegressor,
  ElasticNet: linearRegressor,
  ElasticNetCV: linearRegressor,
  HuberRegressor: linearRegressor,
  Lars: linearRegressor,
  LarsCV: linearRegressor,
  Lasso: linearRegressor,
  LassoCV: linearRegressor,
  LassoLars: linearRegressor,
  LassoLarsCV: linearRegressor,
  LassoLarsIC: linearRegressor,
  LinearRegression: linearRegressor,
  LinearSVR: linearRegressor,
  OrthogonalMatchingPursuit: linearRegressor,
  OrthogonalMatchingPursuitCV: linearRegressor,
  PassiveAggressiveRegressor: linearRegressor,
  QuantileRegressor: linearRegressor,
  Ridge: linearRegressor,
  RidgeCV: linearRegressor,
  SGDRegressor: linearRegressor,
  TheilSenRegressor: linearRegressor,
  GammaRegressor: logRegressor,
  PoissonRegressor: logRegressor,
  TweedieRegressor: tweedieRegressor,
};

/** Estimators nest at most this deep: a file may let one hold itself. */
const deepest = 20;

/** Compiles estimators that are known by name. @throws ModelFormatError that names the class, its place and what to do */
export const compileEstimators: StepInput['compile'] = {
  transform: (input) => lookUp(input, transforms, 'transformers')(input),
  predictor: (input) => lookUp(input, predictors, 'models')(input),
};

function lookUp<Compile>({ fields }: StepInput, list: Readonly<Record<string, Compile>>, kind: string): Compile {
  const { module, className } = fields.object;
  if (fields.place.split('.').length > deepest) throw fields.refusal(`expected estimators nested at most ${deepest} deep`);
  const isOwn = /^sklearn(\.|$)/.test(module);
  if (isOwn && Object.hasOwn(list, className)) return list[className] as Compile;
  throw fields.unsupported(`${module}.${className} is not among the ${kind} read natively: it`);
}
