export type { FileLimits } from './compare/columnPlan.ts';
export { compareFiles, type OpenFiles, openFiles, type RowFindings } from './compare/compareFiles.ts';
export { writeAtomic } from './files/writeAtomic.ts';
