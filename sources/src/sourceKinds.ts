import type { SourceKindName } from '@modelmonitor/api/plain';
import type { SourceKind } from './source.ts';

/** Every kind of source; a kind is loaded when a source of it is read. */
export const sourceKinds = {
  configMap: async () => (await import('./mounted/configMapKind.ts')).configMapKind,
  file: async () => (await import('./mounted/fileKind.ts')).fileKind,
  persistentVolumeClaim: async () => (await import('./mounted/volumeKind.ts')).volumeKind,
  http: async () => (await import('./http/httpKind.ts')).httpKind,
  s3: async () => (await import('./s3/s3Kind.ts')).s3Kind,
  oci: async () => (await import('./oci/ociKind.ts')).ociKind,
  mlflow: async () => (await import('./mlflow/mlflowKind.ts')).mlflowKind,
  events: async () => (await import('./remote/eventsKind.ts')).eventsKind,
  remote: async () => (await import('./remote/remoteKind.ts')).remoteKind,
} as const satisfies { readonly [Kind in SourceKindName]: () => Promise<SourceKind<Kind>> };
