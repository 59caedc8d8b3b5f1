// What it takes to compare files, and nothing of the job and its stores: a command starts sooner.
export { writeAtomic } from './files/writeAtomic.ts';
export { renderHtml } from './html/renderHtml.ts';
export type * from './index.ts';
export { comparedFiles } from './parallel/comparedFiles.ts';
export { openedFiles } from './parallel/openedFiles.ts';
