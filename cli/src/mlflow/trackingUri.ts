import { optional } from '../commands/option.ts';
import { text } from '../commands/textReaders.ts';

/** The option --tracking-uri of commands that read models of MLflow. */
export const trackingUri = optional(text, {
  value: 'URL',
  help: 'MLflow tracking server of models:/… and runs:/… (default MLFLOW_TRACKING_URI; credentials by MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN)',
});
