import { join } from 'node:path';
import { filePath } from '@modelmonitor/api/plain';
import { readBytes } from '../readBytes.ts';
import type { SourceKind } from '../source.ts';

/** A file beside the manifest, which `modelmonitor run` copies into the configuration directory. */
export const fileKind: SourceKind<'file'> = {
  read({ value: { path }, mostBytes }, { configDirectory }) {
    return readBytes(join(configDirectory, filePath(path)), `the file ${path}`, mostBytes);
  },
};
