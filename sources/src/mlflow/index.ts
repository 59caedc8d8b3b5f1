// What names models of an MLflow tracking server: it loads a YAML parser and an HTTP client, which most processes do not need.
export { createMlflowApi, MlflowError, type MlflowServer } from './mlflowApi.ts';
export { mlflowEnvironment } from './mlflowCredentials.ts';
export { parseMlflowUri } from './mlflowReference.ts';
export type { ModelSignature } from './modelSignature.ts';
export { type MlflowModel, readMlflowFolder } from './readMlflowModel.ts';
export { type MlflowUriModel, readMlflowUri } from './readMlflowUri.ts';
