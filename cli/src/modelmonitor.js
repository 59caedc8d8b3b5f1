#!/usr/bin/env node
import module from 'node:module';

// Plain JavaScript: an older Node can say that it is too old, and nothing is left to strip once the cache is warm, which takes longer
// than all else here.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`modelmonitor needs Node 22.18 or newer, got ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  module.enableCompileCache();
  await import('./bin.ts');
}
