import type { SourceKind } from '../source.ts';

/** A file beside the manifest, which `modelmonitor run` copies into the configuration directory. */
export const fileKind: SourceKind<'file'> = {
  read: ({ value: { path }, mostBytes }, { readFile }) => readFile(path, mostBytes),
};
