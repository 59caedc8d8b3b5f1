export { configVersion, watchConfigVersion } from './configVersion.ts';
export { createSources, type Sources } from './createSources.ts';
export { SourceError } from './errors.ts';
export { sourceBytes } from './readBytes.ts';
export { readMonitor } from './readMonitor.ts';
export type { ReadSecret, ReadSource, SourceBytes, SourceFacts, SourceMark } from './source.ts';
