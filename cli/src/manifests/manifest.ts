/** Keys that lead from the top of a document to a field. */
export type Keys = readonly (string | number)[];

/** One object of a manifest file. */
export interface Manifest {
  /** The file as it was asked for, such as `examples/wine/monitor.yaml`. */
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
}

/** One thing wrong with (or worth a note about) a manifest file. */
export interface ManifestProblem {
  readonly file: string;
  /** Absent when the file as a whole is meant. */
  readonly line?: number;
  /** Field, such as `spec.model.versions[0].traffic`; empty for the object or file itself. */
  readonly path: string;
  readonly message: string;
}

/** `FILE:LINE: PATH: message`, leaving out what is not known. */
export function problemLine({ file, line, path, message }: ManifestProblem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${path}: `}${message}`;
}

/** Order of reading: by file, then by line. */
export function byPlace(a: ManifestProblem, b: ManifestProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
