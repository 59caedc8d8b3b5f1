import module from 'node:module';
import { workerData } from 'node:worker_threads';

// Plain JavaScript, as the start of the command line: with a warm compile cache the TypeScript compiler is not loaded, which would take most of the
// time and the memory of the thread. The cache is the one of the process; threads do not take it by themselves.
if (workerData.compileCache !== undefined) module.enableCompileCache(workerData.compileCache);
await import('./store.worker.ts');
// The process ends by its own rules: the cache is written now.
if (workerData.compileCache !== undefined) module.flushCompileCache();
