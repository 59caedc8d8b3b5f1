import { clippedText } from '@modelmonitor/api/plain';
import type { SourceFileBytes } from './readSourceFiles.ts';

/** Keys that lead from the top of a document to a field. */
export type Keys = readonly (string | number)[];

/** One object of a manifest file. */
export interface Manifest {
  /** The file as given by the user, such as `examples/wine/monitor.yaml`. */
  readonly file: string;
  /** Line of the file, from 1, where the object starts. */
  readonly line: number;
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`; empty when there is none. */
  readonly name: string;
  /** `metadata.namespace`; `default` when there is none. */
  readonly namespace: string;
  /** The whole object, as JSON values. */
  readonly value: unknown;
  /** Line of a field, or of the nearest parent the document has. */
  readonly lineOf: (keys: Keys) => number;
  /** The text of an unquoted value as it is written, such as `0x1f`; undefined for other values. */
  readonly plainTextOf: (keys: Keys) => string | undefined;
  /** Files that a ModelMonitor names under `source.file`, by path; absent where they were not read. */
  readonly files?: ReadonlyMap<string, SourceFileBytes>;
}

/** A problem of a manifest file, or a note about it. */
export interface ManifestProblem {
  readonly file: string;
  /** Absent when the file as a whole is meant. */
  readonly line?: number;
  /** Field, such as `spec.model.versions[0].traffic`; empty for the object or file itself. */
  readonly path: string;
  readonly message: string;
}

/** Most characters of a path that are shown: a mistyped key may be a whole file. */
const longestPath = 200;

/** `FILE:LINE: PATH: message`, without the parts that are unknown. */
export function problemLine({ file, line, path, message }: ManifestProblem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${clippedText(path, longestPath)}: `}${message}`;
}

/** Order by file, then by line. */
export function byPlace(a: ManifestProblem, b: ManifestProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
