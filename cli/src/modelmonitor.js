#!/usr/bin/env node
import module from 'node:module';

// Plain JavaScript, so that an older Node can report that it is too old, and so that loading the TypeScript compiler is not needed once the
// compile cache is warm: it would be the slowest part of the start.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`modelmonitor: expected Node 22.19 or newer, got ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  // Node 22 prints a warning for SQLite.
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (rest[0] !== 'ExperimentalWarning' || !String(warning).startsWith('SQLite')) emitWarning.call(process, warning, ...rest);
  };
  module.enableCompileCache();
  await import('./bin.ts');
}
