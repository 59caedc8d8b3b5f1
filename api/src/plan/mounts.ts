import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { referencesIn } from './references.ts';

/** A key of a ConfigMap or Secret that a process reads from its configuration directory. */
export interface Mount {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  /** Path below the configuration directory. */
  readonly path: string;
  /** Field of the resource that refers to it. */
  readonly field: string;
  /** What reads it: a source, in the predictor and the drift job; the authentication of clients, in the predictor; or the store, in both. */
  readonly use: 'source' | 'clients' | 'store';
}

/** Every key the monitor refers to, in the order of the resource. */
export function mountsOf({ spec }: ModelMonitor): Mount[] {
  const mounts = (part: unknown, field: string, use: Mount['use']) =>
    referencesIn(part, field).flatMap(({ kind, name, keys, field: at }) =>
      keys.map((key): Mount => ({ kind, name, key, path: mountPath(kind, name, key), field: at, use })),
    );
  return [
    ...spec.model.versions.flatMap(({ source, verify }, index) => mounts({ source, verify }, `spec.model.versions[${index}]`, 'source')),
    ...mounts(spec.drift.reference.source, 'spec.drift.reference.source', 'source'),
    ...mounts(spec.capture.archive, 'spec.capture.archive', 'source'),
    ...mounts(spec.serving.auth, 'spec.serving.auth', 'clients'),
    ...mounts(spec.serving.feedbackAuth, 'spec.serving.feedbackAuth', 'clients'),
    ...mounts(spec.capture.postgres, 'spec.capture.postgres', 'store'),
  ];
}

/** Whether the predictor reads credentials of clients. */
export function hasClients(mounts: readonly Mount[]): boolean {
  return mounts.some(({ use }) => use === 'clients');
}

/** A file beside the manifest that a process reads from its configuration directory. */
export interface SourceFile {
  /** Relative to the directory of the manifest. */
  readonly file: string;
  /** Path below the configuration directory. */
  readonly path: string;
  /** Field of the resource that refers to it. */
  readonly field: string;
}

/** Every file the monitor refers to, in the order of the resource. */
export function sourceFilesOf({ spec }: ModelMonitor): SourceFile[] {
  const places = spec.model.versions.flatMap(({ source, verify }, index) => [
    { file: source.file, field: `spec.model.versions[${index}].source` },
    { file: verify?.source.file, field: `spec.model.versions[${index}].verify.source` },
  ]);
  return places.flatMap(({ file, field }) =>
    file === undefined ? [] : [{ file: file.path, path: filePath(file.path), field: `${field}.file` }],
  );
}

/** Path of a source file below the configuration directory. */
export function filePath(file: string): string {
  return `files/${file}`;
}

/** Path of a ConfigMap's or Secret's key below the configuration directory. */
export function mountPath(kind: Mount['kind'], name: string, key: string): string {
  return `${kind === 'ConfigMap' ? 'configmaps' : 'secrets'}/${name}/${key}`;
}
