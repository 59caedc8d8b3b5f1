import { fileOptions } from '../commands/fileOptions.ts';
import { names } from '../commands/nameList.ts';
import { flag, mandatory, optional, withDefault } from '../commands/option.ts';
import { number, oneOf, share, text, wholeNumber } from '../commands/textReaders.ts';
import { dateParts } from '../dateColumns.ts';

/** A version name, which is also part of the names of a ConfigMap and a file. */
const versionName = (given: string): string => {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(given) && given.length <= 63) return given;
  throw new RangeError(`expected lower-case letters, digits and -, such as v2, got ${JSON.stringify(given)}`);
};

const monitorName = (given: string): string => {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(given) && given.length <= 63) return given;
  throw new RangeError(`expected a Kubernetes name of lower-case letters, digits and -, got ${JSON.stringify(given)}`);
};

const testShare = (given: string): number => {
  const value = share(given);
  if (value > 0 && value < 1) return value;
  throw new RangeError(`expected a share above 0% and below 100%, got ${JSON.stringify(given)}`);
};

/** The options of `modelmonitor train`. */
export const trainOptions = {
  data: mandatory(text, { value: 'FILE', help: 'CSV (also gzipped) or Parquet file' }),
  target: mandatory(text, { value: 'NAME', help: 'column to predict' }),
  task: optional(oneOf('classification', 'regression'), {
    value: 'TASK',
    help: 'classification or regression; by default classification if the target is text or has at most 20 distinct whole numbers',
  }),
  features: optional(names, { value: 'NAMES', help: 'feature columns, in this order (default: all that can be features, but the target)' }),
  exclude: optional(names, { value: 'NAMES', help: 'columns that are not features, such as an id' }),
  categorical: optional(names, { value: 'NAMES', help: 'numeric columns that are categorical features; text always is' }),
  dates: optional(dateParts, {
    value: 'PARTS',
    help: 'parts of dates that are features, of year, month, weekday (1 = Monday) and hour: day.month, … of a column day; a request holds them',
  }),
  classes: optional(names, { value: 'NAMES', help: 'all classes, in the order of the probabilities (default: sorted)' }),
  ...fileOptions,
  'drop-missing': flag('drop rows with a missing feature instead of learning from them'),
  trees: optional(wholeNumber(1, 10_000), { value: 'N', help: 'number of trees (default 100)' }),
  'leaf-rows': optional(wholeNumber(1), {
    value: 'N',
    help: 'maximum rows of a leaf (default 3 for classification, 10 for regression)',
  }),
  'max-features': optional(number({ above: 0, to: 1 }), {
    value: 'SHARE',
    help: 'share of the features per tree (default 0.5 for a classification of more than 3 features, else 1)',
  }),
  seed: withDefault(wholeNumber(0, 2 ** 31 - 1), {
    value: 'N',
    help: 'random seed; the same seed and data give the same files',
    default: '42',
  }),
  'test-share': withDefault(testShare, { value: 'SHARE', help: 'share of the rows to test on', default: '0.2' }),
  out: optional(text, { value: 'FILE', help: 'model file (default model.json, without --manifest)' }),
  reference: optional(text, { value: 'FILE', help: 'reference data for drift checks (default reference.csv, without --manifest)' }),
  manifest: optional(text, { value: 'DIR', help: 'directory of manifests to create, or to add this model to' }),
  name: optional(monitorName, { value: 'NAME', help: 'name of the ModelMonitor (default: name of the directory)' }),
  version: withDefault(versionName, { value: 'NAME', help: 'name of this model version', default: 'v1' }),
  traffic: withDefault(wholeNumber(0, 100), {
    value: 'PERCENT',
    help: 'traffic of a version that is added to others in --manifest; theirs is reduced in proportion',
    default: '0',
  }),
  mlflow: optional(text, {
    value: 'URL',
    help: 'MLflow tracking server to log the training to, and to register the model at under the name of the ModelMonitor (or of the data file); credentials as for --tracking-uri of `modelmonitor import`',
  }),
  ranges: flag('set a generous range for numeric features in a new monitor.yaml; requests outside it are rejected'),
};
