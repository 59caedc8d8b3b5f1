export { configVersion, watchConfigVersion } from './configVersion.ts';
export { SourceError } from './errors.ts';
export { sourceBytes } from './readBytes.ts';
export { readMonitor } from './readMonitor.ts';
export { type ReadSecret, type ReadSource, secretReader, sourcePath, sourceReader } from './readSource.ts';
