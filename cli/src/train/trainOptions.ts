import { defaulted, flag, optional, required } from '../commands/option.ts';
import { names, number, oneOf, share, text, wholeNumber } from '../commands/textReaders.ts';

/** A version that names a ConfigMap and a file too. */
const versionName = (given: string): string => {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(given) && given.length <= 63) return given;
  throw new RangeError(`must be lower-case letters, digits and -, such as v2, got ${JSON.stringify(given)}`);
};

const monitorName = (given: string): string => {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(given) && given.length <= 63) return given;
  throw new RangeError(`must be lower-case letters, digits and -, as Kubernetes names are, got ${JSON.stringify(given)}`);
};

const testShare = (given: string): number => {
  const value = share(given);
  if (value > 0 && value < 1) return value;
  throw new RangeError(`must be above 0% and below 100%, got ${JSON.stringify(given)}`);
};

/** The options of `modelmonitor train`. */
export const trainOptions = {
  data: required(text, { value: 'FILE', help: 'CSV (also gzipped) or Parquet file' }),
  target: required(text, { value: 'NAME', help: 'column to predict' }),
  task: optional(oneOf('classification', 'regression'), {
    value: 'TASK',
    help: 'classification or regression; when absent, text and up to 20 distinct whole numbers are classes',
  }),
  features: optional(names, { value: 'NAMES', help: 'columns to predict from, in this order; all but the target when absent' }),
  exclude: optional(names, { value: 'NAMES', help: 'columns that are no features, such as an id' }),
  categorical: optional(names, { value: 'NAMES', help: 'number columns that are categories; text always is' }),
  classes: optional(names, { value: 'NAMES', help: 'all classes in the order of the probabilities; sorted when absent' }),
  'drop-missing': flag('leave out rows that lack a feature; they are an error otherwise'),
  trees: optional(wholeNumber(1, 10_000), { value: 'N', help: 'trees of the forest; 100 when absent' }),
  'leaf-rows': optional(wholeNumber(1), {
    value: 'N',
    help: 'a node of so many rows is not split further; 3 for a classification, 10 for a regression when absent',
  }),
  'max-features': optional(number({ above: 0, to: 1 }), {
    value: 'SHARE',
    help: 'share of the features each tree sees; 0.5 for a classification, 1 for a regression when absent',
  }),
  seed: defaulted(wholeNumber(0, 2 ** 31 - 1), { value: 'N', help: 'the same seed and data give the same files', default: '42' }),
  'test-share': defaulted(testShare, { value: 'SHARE', help: 'share of the rows to test on', default: '0.2' }),
  out: optional(text, { value: 'FILE', help: 'model file; model.json when no --manifest is given' }),
  reference: optional(text, { value: 'FILE', help: 'reference data for drift checks; reference.csv when no --manifest is given' }),
  manifest: optional(text, { value: 'DIR', help: 'directory of manifests to write, or to add this model to' }),
  name: optional(monitorName, { value: 'NAME', help: 'name of the ModelMonitor; that of the directory when absent' }),
  version: defaulted(versionName, { value: 'NAME', help: 'name of this version of the model', default: 'v1' }),
  traffic: defaulted(wholeNumber(0, 100), {
    value: 'PERCENT',
    help: 'what a version gets that joins others in --manifest; they keep the rest in proportion',
    default: '0',
  }),
  ranges: flag('give number features in a new monitor.yaml a generous range; requests outside it are refused'),
};
