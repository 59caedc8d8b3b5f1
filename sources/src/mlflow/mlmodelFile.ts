import { errorText, ownValue } from '@modelmonitor/api/plain';
import { parse } from 'yaml';
import { SourceError } from '../errors.ts';
import { type ModelSignature, parseSignature } from './modelSignature.ts';

/** What the MLmodel file of a model folder says. */
export interface MlmodelFile {
  /** Library whose model is read. */
  readonly flavor: string;
  /** The model file, relative to the folder. */
  readonly file: string;
  /** Library and version, such as "xgboost 3.2.0"; for people. */
  readonly writtenBy: string;
  readonly signature?: ModelSignature | undefined;
  /** Rows the model was logged with, relative to the folder. */
  readonly inputExample?: string | undefined;
  /** Files that `modelmonitor train` logs beside its model, relative to the folder. */
  readonly reference?: string | undefined;
  readonly verify?: string | undefined;
}

type Flavor = Readonly<Record<string, unknown>>;

/** A flavor whose files are read. */
interface ReadableFlavor {
  readonly name: string;
  /** Member that names the file. */
  readonly file: (flavor: Flavor) => unknown;
  readonly version: string;
  /** How a model is logged so that its file can be read. */
  readonly advice: string;
}

const skopsAdvice =
  'serialization_format="skops", skops_trusted_types=[…]) with the types that MLflow names, or convert it with skl2onnx and log it with mlflow.onnx.log_model';

const dataOf = (flavor: Flavor) => flavor['data'];

/** In the order of preference: exact readers of one library first. */
const readable: readonly ReadableFlavor[] = [
  { name: 'modelmonitor', file: dataOf, version: 'version', advice: 'log it with modelmonitor train --mlflow' },
  {
    name: 'xgboost',
    file: dataOf,
    version: 'xgb_version',
    advice: 'log it with mlflow.xgboost.log_model(model, name="model", model_format="ubj")',
  },
  {
    name: 'lightgbm',
    file: dataOf,
    version: 'lgb_version',
    advice: `log it with mlflow.lightgbm.log_model(model.booster_, name="model"), or with mlflow.lightgbm.log_model(model, name="model", ${skopsAdvice}`,
  },
  {
    name: 'catboost',
    file: dataOf,
    version: 'catboost_version',
    advice: 'log it with mlflow.catboost.log_model(model, name="model", format="json")',
  },
  {
    name: 'sklearn',
    file: (flavor) => flavor['pickled_model'],
    version: 'sklearn_version',
    advice: `log it with mlflow.sklearn.log_model(model, name="model", ${skopsAdvice}`,
  },
  {
    name: 'onnx',
    file: dataOf,
    version: 'onnx_version',
    advice: 'log it with mlflow.onnx.log_model(model, name="model", save_as_external_data=False)',
  },
];

/**
 * Reads an MLmodel and chooses the model file by flavor; `python_function`, which every model has, says nothing about it.
 *
 * @throws SourceError when it is no MLmodel, or holds no flavor that can be read without running code of the model
 */
export function parseMlmodel(text: string): MlmodelFile {
  const document = parseYaml(text);
  const flavors = document['flavors'];
  if (!isRecord(flavors)) throw new SourceError('expected an MLmodel file with flavors, got other YAML');
  const candidates = readable.flatMap((kind) => {
    const flavor = ownValue(flavors, kind.name);
    return isRecord(flavor) ? [{ kind, flavor, file: kind.file(flavor) }] : [];
  });
  const found = candidates.find(({ flavor, file }) => isPath(file) && !isPickle(file, flavor)) ?? candidates[0];
  if (found === undefined) throw unreadable(Object.keys(flavors));
  const { kind, flavor, file } = found;
  if (!isPath(file))
    throw new SourceError(`expected the flavor ${kind.name} of the MLmodel to name a file of its folder, got ${JSON.stringify(file)}`);
  if (isPickle(file, flavor))
    throw new SourceError(`the model of flavor ${kind.name} is a pickle (${file}), which runs code when it is read: ${kind.advice}`);
  if (flavor['save_format'] === 'cbm')
    throw new SourceError(
      `the model of flavor ${kind.name} is a binary CatBoost model (${file}), which only CatBoost reads: ${kind.advice}`,
    );
  const example = document['saved_input_example_info'];
  return {
    flavor: kind.name,
    file,
    writtenBy: [kind.name, flavor[kind.version]].filter((part) => typeof part === 'string').join(' '),
    signature: parseSignature(document['signature']),
    inputExample: isRecord(example) ? pathOf(example['artifact_path']) : undefined,
    ...(kind.name === 'modelmonitor' ? { reference: pathOf(flavor['reference']), verify: pathOf(flavor['verify']) } : {}),
  };
}

function parseYaml(text: string): Flavor {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 10, logLevel: 'error' });
  } catch (cause) {
    throw new SourceError(`expected an MLmodel file in YAML, got other text: ${errorText(cause).split('\n')[0]}`, { cause });
  }
  if (!isRecord(document)) throw new SourceError('expected an MLmodel file with flavors, got other text');
  return document;
}

function unreadable(flavors: readonly string[]): SourceError {
  const names = flavors.filter((name) => name !== 'python_function');
  const got = names.length > 0 ? `the flavors ${names.join(', ')}` : 'only python_function, which runs code of the model';
  return new SourceError(
    `expected a model of one of the flavors ${readable.map(({ name }) => name).join(', ')}, got ${got}: convert it to ONNX and log it with mlflow.onnx.log_model, ` +
      'or serve it with mlflow models serve and name that server in source.remote',
  );
}

/** By the name of the file; by the format only where the name says nothing: a Booster of LightGBM is text whatever the format. */
function isPickle(file: string, { serialization_format: format }: Flavor): boolean {
  if (/\.(pkl|pickle|joblib)$/.test(file)) return true;
  return !file.includes('.') && (format === 'pickle' || format === 'cloudpickle');
}

/** A path below the folder: relative, without `..`. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.startsWith('/') && !/[\\\0]/.test(value) && !value.split('/').includes('..');
}

function pathOf(value: unknown): string | undefined {
  return isPath(value) ? value : undefined;
}

function isRecord(value: unknown): value is Flavor {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
