import { randomBytes } from 'node:crypto';
import { clockFrom } from '../cli/src/clock.ts';
import { buildExamples } from './buildExamples.ts';

// `node examples/build.ts` rebuilds the examples; afterwards `git diff examples` is clean.
const writer = (stream: NodeJS.WriteStream) => ({
  write: (text: string) => void stream.write(text),
  writeExact: (text: string) => void stream.write(text),
  isTTY: stream.isTTY === true,
  columns: 80,
});

await buildExamples(import.meta.dirname, {
  stdout: writer(process.stdout),
  stderr: writer(process.stderr),
  env: process.env,
  random: Math.random,
  randomBytes,
  clock: clockFrom(globalThis),
  signal: new AbortController().signal,
  execPath: process.execPath,
});
