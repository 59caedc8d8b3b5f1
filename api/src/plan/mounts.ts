import type { ModelMonitor } from '../schema/modelMonitor.ts';

/** A key of a ConfigMap or Secret that a process reads from its configuration directory. */
export interface Mount {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  /** Path below the configuration directory. */
  readonly path: string;
  /** Field of the resource that refers to it. */
  readonly field: string;
}

/** Every key the monitor refers to, in the order of the resource. */
export function mountsOf({ spec }: ModelMonitor): Mount[] {
  const { auth } = spec.serving;
  return [
    ...placesOf(spec.model).flatMap(({ configMap, field }) =>
      configMap === undefined ? [] : [mount('ConfigMap', configMap, `${field}.configMap`)],
    ),
    mount('ConfigMap', spec.drift.reference.source.configMap, 'spec.drift.reference.source.configMap'),
    ...(auth?.basic === undefined ? [] : [mount('Secret', auth.basic.secretRef, 'spec.serving.auth.basic.secretRef')]),
    ...(auth?.bearer === undefined ? [] : [mount('Secret', auth.bearer.secretRef, 'spec.serving.auth.bearer.secretRef')]),
  ];
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
  return placesOf(spec.model).flatMap(({ file, field }) =>
    file === undefined ? [] : [{ file: file.path, path: filePath(file.path), field: `${field}.file` }],
  );
}

/** The sources of each version, its model and its verify rows, with the field of the resource. */
function placesOf({ versions }: ModelMonitor['spec']['model']) {
  return versions.flatMap(({ source, verify }, index) => [
    { ...source, field: `spec.model.versions[${index}].source` },
    ...(verify === undefined ? [] : [{ ...verify.source, field: `spec.model.versions[${index}].verify.source` }]),
  ]);
}

/** Path of a source file below the configuration directory. */
export function filePath(file: string): string {
  return `files/${file}`;
}

/** Path of a ConfigMap's or Secret's key below the configuration directory. */
export function mountPath(kind: Mount['kind'], name: string, key: string): string {
  return `${kind === 'ConfigMap' ? 'configmaps' : 'secrets'}/${name}/${key}`;
}

function mount(kind: Mount['kind'], { name, key }: { name: string; key: string }, field: string): Mount {
  return { kind, name, key, path: mountPath(kind, name, key), field };
}
