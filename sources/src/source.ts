import type { Source, SourceKindName } from '@modelmonitor/api/plain';
import type { SourceCache } from './cache/sourceCache.ts';
import type { Download } from './http/download.ts';
import type { ModelSignature } from './mlflow/modelSignature.ts';

/** Bytes of a source, and what identifies them. */
export interface SourceBytes extends SourceMark {
  readonly bytes: Buffer;
  /** The resolved place, for people, without credentials, such as "https://models.example.org/wine.ubj" or "models:/wine@champion = version 7". */
  readonly origin: string;
  /** Facts that the source has beside the bytes. */
  readonly facts?: SourceFacts;
  /** Why these may not be the newest bytes: the source could not be reached, and a kept copy was read. */
  readonly problem?: string;
}

/** What tells bytes from others, to be kept while the bytes are not. */
export interface SourceMark {
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** What the source calls this state, such as an ETag, a digest or a version; absent where it has no name for it. */
  readonly revision?: string;
}

/** Facts about a model beside its file. */
export interface SourceFacts {
  /** Format that the source names, such as the flavor of an MLmodel. */
  readonly format?: string;
  /** Library and version that wrote it, such as "xgboost 3.2.0". */
  readonly writtenBy?: string;
  /** What the model takes, as an MLmodel says. */
  readonly signature?: ModelSignature;
}

/** Reads the bytes of a source. @throws SourceError naming what was expected and what happened */
export type ReadSource = (source: Source) => Promise<SourceBytes>;

/** Reads the text of a Secret's key. @throws SourceError naming what was expected and what happened, never content */
export type ReadSecret = (reference: { readonly name: string; readonly key: string }) => Promise<string>;

/** Reads the bytes of a ConfigMap's key. @throws SourceError naming what was expected and what happened */
type ReadConfigMap = (reference: { readonly name: string; readonly key: string }, mostBytes: number) => Promise<SourceBytes>;

/** The value of one kind in a source. */
export type SourceOf<Kind extends SourceKindName> = NonNullable<Source[Kind]>;

export interface SourceRequest<Kind extends SourceKindName> {
  readonly value: SourceOf<Kind>;
  /** Most bytes to read. */
  readonly mostBytes: number;
  /** The caller's newest bytes: while the source still has them, the result may be undefined. */
  readonly known?: SourceMark | undefined;
}

/** How the sources of one kind are read: one folder per kind, listed in `sourceKinds.ts`. */
export interface SourceKind<Kind extends SourceKindName> {
  /**
   * @returns the bytes; or undefined, only where `known` is given, when they are still the known ones
   * @throws SourceError naming what was expected and what happened
   */
  read(request: SourceRequest<Kind>, context: SourceContext): Promise<SourceBytes | undefined>;
}

/** What kinds read with. */
export interface SourceContext {
  /** Reads a file beside the manifest. */
  readonly readFile: (path: string, mostBytes: number) => Promise<SourceBytes>;
  readonly readConfigMap: ReadConfigMap;
  /** Directory with one folder per mounted volume; undefined outside a pod. */
  readonly volumesDirectory: string | undefined;
  /** Directory with one folder per mounted image; undefined outside a pod. */
  readonly imagesDirectory: string | undefined;
  /** Reads a token of the pod's service account. @throws SourceError where there is none */
  readonly readIdentityToken: (audience: string) => Promise<string>;
  readonly readSecret: ReadSecret;
  readonly download: Download;
  /** Undefined where nothing is kept. */
  readonly cache: SourceCache | undefined;
  readonly clock: SourceClock;
  readonly measure?: MeasureDependency | undefined;
}

/** Starts the measurement of one request to a server that sources depend on; the result ends it. */
export type MeasureDependency = (dependency: string) => (succeeded: boolean) => void;

/** Clock, timer and randomness as parameters. */
export interface SourceClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** A number in [0, 1). */
  readonly random: () => number;
}
