import { optional, repeatable } from '../commands/option.ts';
import { assignments, oneOf, text } from '../commands/textReaders.ts';

/** Options of commands that read a model of any format, and data of its kind. */
export const modelOptions = {
  task: optional(oneOf('classification', 'regression'), {
    value: 'TASK',
    help: 'classification or regression, where a model may be either',
  }),
  types: repeatable(assignments(oneOf('numeric', 'categorical')), {
    value: 'NAME=TYPE,…',
    help: 'type of a column, where the model file does not say: numeric or categorical',
  }),
  trackingUri: optional(text, {
    value: 'URL',
    help: 'MLflow tracking server of models:/… and runs:/… (default MLFLOW_TRACKING_URI; credentials by MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN)',
  }),
};
