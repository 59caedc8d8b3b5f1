import { join } from 'node:path';
import { predictorNodeFlags } from '@modelmonitor/api';
import { repository } from '../wine.ts';

/** Command line of a program beside this file, with the flags of a predictor and, as in the image, compiled code from a cache. */
export function nodeCommand(program: string, args: readonly string[]): readonly string[] {
  const cache = `NODE_COMPILE_CACHE=${join(repository, '.cache/bench-compile')}`;
  return ['env', cache, process.execPath, ...predictorNodeFlags, join(import.meta.dirname, program), ...args];
}
