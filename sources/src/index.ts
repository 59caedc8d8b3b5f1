export { configVersion, watchConfigVersion } from './configVersion.ts';
export { createSources, type SourcePlace, type Sources } from './createSources.ts';
export { SourceError } from './errors.ts';
export { signatureProblem } from './mlflow/modelSignature.ts';
export { webhookModel } from './mlflow/webhook.ts';
export { sourceBytes } from './readBytes.ts';
export { readMonitor } from './readMonitor.ts';
export type { ReadSecret, ReadSource, SourceBytes, SourceClock, SourceFacts, SourceMark } from './source.ts';
