export type { FileLimits } from './compare/columnPlan.ts';
export { comparedFiles } from './compare/comparedFiles.ts';
export { type OpenedFiles, openedFiles } from './compare/openedFiles.ts';
export { writeAtomic } from './files/writeAtomic.ts';
