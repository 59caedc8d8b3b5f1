import { passColumns, pipelinePredictor, pipelineTransform } from './pipeline.ts';
import { adaBoostClassifier, adaBoostRegressor } from './predictors/adaBoost.ts';
import { booster, isBooster } from './predictors/boosters.ts';
import { calibratedClassifier } from './predictors/calibrated.ts';
import { quadraticDiscriminants } from './predictors/discriminants.ts';
import { dummyClassifier, dummyRegressor } from './predictors/dummyModels.ts';
import { gradientBoostingClassifier, gradientBoostingRegressor } from './predictors/gradientBoosting.ts';
import { histGradientBoostingClassifier, histGradientBoostingRegressor } from './predictors/histGradientBoosting.ts';
import {
  linearClassifier,
  linearDiscriminants,
  linearRegressor,
  logisticRegression,
  logRegressor,
  ridgeClassifier,
  sgdClassifier,
  tweedieRegressor,
} from './predictors/linearModels.ts';
import { bernoulliBayes, categoricalBayes, gaussianBayes, multinomialBayes } from './predictors/naiveBayes.ts';
import { nearestCentroid, neighboursClassifier, neighboursRegressor } from './predictors/neighbours.ts';
import { oneVsRest } from './predictors/oneVsRest.ts';
import { perceptronClassifier, perceptronRegressor } from './predictors/perceptrons.ts';
import { stackingClassifier, stackingRegressor } from './predictors/stacking.ts';
import { supportVectorClassifier, supportVectorRegressor } from './predictors/supportVectors.ts';
import { targetRegressor } from './predictors/targetRegressor.ts';
import { decisionTreeClassifier, decisionTreeRegressor, forestClassifier, forestRegressor } from './predictors/trees.ts';
import { baggingClassifier, baggingRegressor, votingClassifier, votingRegressor } from './predictors/votingModels.ts';
import { frozenEstimator, ransacRegressor, searchModel, thresholdClassifier } from './predictors/wrapperModels.ts';
import type { CompilePredictor, CompileTransform, StepInput } from './step.ts';
import { columnTransformer, featureUnion } from './transforms/columnTransformer.ts';
import { functionTransformer } from './transforms/functionTransformer.ts';
import { kBinsDiscretizer } from './transforms/kBinsDiscretizer.ts';
import { knnImputer } from './transforms/knnImputer.ts';
import { oneHotEncoder } from './transforms/oneHotEncoder.ts';
import { ordinalEncoder } from './transforms/ordinalEncoder.ts';
import { polynomialFeatures } from './transforms/polynomialFeatures.ts';
import { powerTransformer } from './transforms/powerTransformer.ts';
import { discriminantAxes, principalComponents, singularVectors } from './transforms/principalComponents.ts';
import { quantileTransformer } from './transforms/quantileTransformer.ts';
import { binarizer, maxAbsScaler, minMaxScaler, normalizer, robustScaler, standardScaler } from './transforms/scalers.ts';
import {
  genericSelector,
  selectByPValue,
  selectFromModel,
  selectKBest,
  selectPercentile,
  supportSelector,
  varianceThreshold,
} from './transforms/selectors.ts';
import { missingIndicator, simpleImputer } from './transforms/simpleImputer.ts';
import { splineTransformer } from './transforms/splineTransformer.ts';
import { targetEncoder } from './transforms/targetEncoder.ts';

const transforms: Readonly<Record<string, CompileTransform>> = {
  Binarizer: binarizer,
  FunctionTransformer: functionTransformer,
  GenericUnivariateSelect: genericSelector,
  IncrementalPCA: principalComponents,
  KBinsDiscretizer: kBinsDiscretizer,
  KNNImputer: knnImputer,
  SplineTransformer: splineTransformer,
  LinearDiscriminantAnalysis: discriminantAxes,
  PCA: principalComponents,
  PolynomialFeatures: polynomialFeatures,
  PowerTransformer: powerTransformer,
  QuantileTransformer: quantileTransformer,
  RFE: supportSelector,
  RFECV: supportSelector,
  SelectFdr: selectByPValue,
  SelectFpr: selectByPValue,
  SelectFromModel: selectFromModel,
  SelectFwe: selectByPValue,
  SelectKBest: selectKBest,
  SelectPercentile: selectPercentile,
  SequentialFeatureSelector: supportSelector,
  TargetEncoder: targetEncoder,
  TruncatedSVD: singularVectors,
  VarianceThreshold: varianceThreshold,
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
  AdaBoostClassifier: adaBoostClassifier,
  AdaBoostRegressor: adaBoostRegressor,
  BaggingClassifier: baggingClassifier,
  BaggingRegressor: baggingRegressor,
  BernoulliNB: bernoulliBayes,
  CalibratedClassifierCV: calibratedClassifier,
  CategoricalNB: categoricalBayes,
  ComplementNB: multinomialBayes,
  FixedThresholdClassifier: thresholdClassifier,
  FrozenEstimator: frozenEstimator,
  GaussianNB: gaussianBayes,
  GridSearchCV: searchModel,
  HalvingGridSearchCV: searchModel,
  HalvingRandomSearchCV: searchModel,
  KNeighborsClassifier: neighboursClassifier,
  KNeighborsRegressor: neighboursRegressor,
  LinearDiscriminantAnalysis: linearDiscriminants,
  MLPClassifier: perceptronClassifier,
  MLPRegressor: perceptronRegressor,
  MultinomialNB: multinomialBayes,
  NearestCentroid: nearestCentroid,
  NuSVC: supportVectorClassifier,
  NuSVR: supportVectorRegressor,
  OneVsRestClassifier: oneVsRest,
  QuadraticDiscriminantAnalysis: quadraticDiscriminants,
  RANSACRegressor: ransacRegressor,
  RandomizedSearchCV: searchModel,
  StackingClassifier: stackingClassifier,
  StackingRegressor: stackingRegressor,
  SVC: supportVectorClassifier,
  SVR: supportVectorRegressor,
  TransformedTargetRegressor: targetRegressor,
  TunedThresholdClassifierCV: thresholdClassifier,
  VotingClassifier: votingClassifier,
  VotingRegressor: votingRegressor,
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

/** Every class that is read, for the docs. */
export const estimatorNames = { models: Object.keys(predictors), transformers: Object.keys(transforms) } as const;

/** Estimators nest at most this deep: a file may let one hold itself. */
const deepest = 20;

/** Compiles estimators that are known by name. @throws ModelFormatError that names the class, its place and what to do */
export const compileEstimators: StepInput['compile'] = {
  transform: (input) => {
    const { module } = input.fields;
    // Samplers of imbalanced-learn change training rows only.
    if (/^imblearn\.(over|under)_sampling\.|^imblearn\.combine\./.test(module)) return passColumns(input.columns);
    const done = lookUp(input, transforms, 'transformers')(input);
    input.scope.noteWidth(done.columns.length);
    return done;
  },
  predictor: (input) => lookUp(input, predictors, 'models')(input),
};

function lookUp<Compile>({ fields }: StepInput, list: Readonly<Record<string, Compile>>, kind: string): Compile {
  const { module, className } = fields;
  if (fields.place.split('.').length > deepest) throw fields.refusal(`expected estimators nested at most ${deepest} deep`);
  if (kind === 'models' && isBooster(fields)) return booster as Compile;
  const isOwn = /^sklearn(\.|$)/.test(module) || (module === 'imblearn.pipeline' && className === 'Pipeline');
  if (isOwn && Object.hasOwn(list, className)) return list[className] as Compile;
  throw fields.unsupported(`${module}.${className} is not among the ${kind} read natively: it`);
}
