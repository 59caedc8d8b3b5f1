import type { BoostedFile } from '../boosted/boostedFile.ts';
import { boostedModel } from '../boosted/boostedModel.ts';
import { DocumentFields } from '../document/documentFields.ts';
import { parseDocument } from '../document/parseDocument.ts';
import type { ModelFile } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { textStart } from '../textStart.ts';
import type { TreeSource } from '../trees/treeSource.ts';
import { baseMargins } from './baseMargins.ts';
import { objectives } from './objectives.ts';
import { parseUbjson } from './parseUbjson.ts';
import { readAttributes } from './readAttributes.ts';
import { readColumns } from './readColumns.ts';
import { readTrees } from './readTrees.ts';

/** Reads a model that XGBoost saved as JSON or UBJSON. @throws ModelFormatError with the path of the field */
export function readXgboost(bytes: Uint8Array): ModelFile {
  const isBinary = /^\{[#L]?[UiIlL]/.test(textStart(bytes.subarray(0, 8)));
  const document = new DocumentFields(isBinary ? parseUbjson(bytes) : parseDocument(bytes, 'an XGBoost model'));
  if (document.has('Config') && document.has('Model')) {
    throw new ModelFormatError(
      'the file is a snapshot of an XGBoost booster with its training configuration; save the model: booster.save_model("model.ubj")',
    );
  }
  return boostedModel(readLearner(document, false));
}

/**
 * Reads the booster inside a snapshot, as pickles and skops files of XGBClassifier hold it. Such a booster was saved by the scikit-learn class, so that it stops
 * after its best iteration.
 *
 * @throws ModelFormatError with the path of the field
 */
export function readXgboostSnapshot(bytes: Uint8Array): BoostedFile {
  const document = new DocumentFields(parseUbjson(bytes));
  return readLearner(document.has('Model') ? document.object('Model') : document, true);
}

function readLearner(document: DocumentFields, stopsEarly: boolean): BoostedFile {
  const learner = document.object('learner');
  const version = document.has('version') ? Array.from(document.numbers('version'), String) : [];
  const booster = learner.object('gradient_booster');
  checkBooster(booster);
  const parameters = learner.object('learner_model_param');
  const outputs = Math.max(1, parameters.count('num_class', { most: 10_000, absent: 0 }));
  const targets = parameters.count('num_target', { most: 10_000, absent: 1 });
  if (targets > 1) {
    throw new ModelFormatError(
      `learner.learner_model_param.num_target: expected a model of one target, got ${targets}; train one model per target`,
    );
  }
  const objective = objectiveOf(learner, version);
  if (objective.answer !== 'multiclass' && outputs > 1) {
    throw new ModelFormatError(`learner.learner_model_param.num_class: expected one output for ${objective.name}, got ${outputs}`);
  }
  const featureCount = parameters.count('num_feature', { most: 100_000 });
  const { columns, features } = readColumns(learner, featureCount);
  const classCount = objective.answer === 'multiclass' ? outputs : 2;
  const { bestIteration, ...saved } = readAttributes(learner.optionalObject('attributes'), { stopsEarly, classCount });
  const trees = readTrees(booster, { featureCount, outputs, bestIteration });
  const base = baseMargins(parameters.text('base_score'), objective.baseScore, outputs);
  return {
    writtenBy: ['XGBoost', ...(version.length > 0 ? [version.join('.')] : [])].join(' '),
    trees: {
      featureCount,
      outputs,
      inputs: 'float32',
      sums: 'float32',
      combine: 'sum',
      ...(objective.addsBaseLast ? { base: base.map(() => 0), trees: [...trees, ...base.map(constantTree)] } : { base, trees }),
    },
    columns,
    features: markCategories(features, trees),
    link: objective.link,
    answer: objective.answer,
    fitsBoth: objective.fitsBoth === true,
    ...saved,
    refusesBeyondFloat32: true,
  };
}

interface NamedObjective extends Omit<(typeof objectives)[string], 'baseScore'> {
  readonly name: string;
  readonly baseScore: Parameters<typeof baseMargins>[1];
  /** Releases before 1.3 add the base score after the trees, which rounds otherwise. */
  readonly addsBaseLast: boolean;
}

function checkBooster(booster: DocumentFields): void {
  const name = booster.text('name');
  if (name === 'gbtree' || name === 'dart') {
    if (booster.has('model') || booster.has('gbtree')) return;
    throw new ModelFormatError(
      'learner.gradient_booster.model: expected trees, got none: the file is a configuration; save the model: booster.save_model("model.ubj")',
    );
  }
  const advice =
    name === 'gblinear'
      ? "which XGBoost has deprecated; train scikit-learn's LogisticRegression or Ridge and save it as skops"
      : 'save one of those';
  throw new ModelFormatError(`learner.gradient_booster.name: expected gbtree or dart, got ${name}, ${advice}`);
}

function objectiveOf(learner: DocumentFields, version: readonly string[]): NamedObjective {
  const name = learner.object('objective').text('name');
  const objective = Object.hasOwn(objectives, name) ? objectives[name] : undefined;
  if (objective === undefined) {
    throw new ModelFormatError(`learner.objective.name: expected one of ${Object.keys(objectives).join(', ')}, got ${name}`);
  }
  const [major = Infinity, minor = 0] = version.map(Number);
  const isBefore = (otherMajor: number, otherMinor: number): boolean => major < otherMajor || (major === otherMajor && minor < otherMinor);
  // The base score of logitraw was a probability in the first releases.
  const scale = name === 'binary:logitraw' && isBefore(1, 3) ? 'logit' : objective.baseScore;
  const baseScore = scale === 'logit' && isBefore(3, 2) ? 'unbounded logit' : scale;
  return { ...objective, name, baseScore, addsBaseLast: isBefore(1, 3) };
}

/** A tree that adds the same number to every row. */
function constantTree(value: number, output: number): TreeSource {
  return { output, feature: [-1], threshold: [0], comparison: '<', left: [-1], right: [-1], missingLeft: [0], value: [value], cover: [1] };
}

/** A feature that some tree splits by category is categorical, although old files do not list types. */
function markCategories(features: BoostedFile['features'], trees: BoostedFile['trees']['trees']): BoostedFile['features'] {
  const split = new Set(trees.flatMap((tree) => [...(tree.sets?.keys() ?? [])].map((node) => tree.feature[node])));
  return features.map((feature, index) => (split.has(index) && feature.type === undefined ? { ...feature, type: 'categorical' } : feature));
}
