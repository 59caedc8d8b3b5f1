import { createHash } from 'node:crypto';
import type { ModelMonitor } from '../schema/modelMonitor.ts';

/** What the sources of a monitor need of a pod beside the configuration volume. */
export interface ExternalSources {
  /** Names of PersistentVolumeClaims, each once. */
  readonly claims: readonly string[];
  /** References of images that are mounted, each once. */
  readonly images: readonly string[];
  /** Audiences of tokens of the pod's service account, each once. */
  readonly audiences: readonly string[];
  /** Ports of servers that are connected to; `any` where a server may be a Service, whose pods listen on ports of their own. Undefined without servers. */
  readonly ports: readonly number[] | 'any' | undefined;
}

/** Pure: the parts of a pod that read sources which are no ConfigMaps; undefined where all are. */
export function externalSourcesOf({ spec }: ModelMonitor): ExternalSources | undefined {
  const { archive } = spec.capture;
  const sources: Partial<ExternalSource>[] = [...spec.model.versions.map(({ source }) => source), spec.drift.reference.source];
  if (archive?.s3 !== undefined) sources.push({ s3: { ...archive.s3, key: '' } });
  const external = sources.filter((source) => !('configMap' in source) && !('file' in source));
  if (external.length === 0) return undefined;
  return {
    claims: unique(external.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])),
    images: unique(external.flatMap(({ oci }) => (oci?.mount === 'imageVolume' ? oci.reference : []))),
    audiences: unique(external.flatMap(({ s3 }) => (s3?.webIdentity === undefined ? [] : s3Audience(s3)))),
    ports: portsOf(external.flatMap(serversOf)),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** Audience of the token that a store exchanges for credentials. An endpoint gets another than AWS: what it learns is of no use there. */
export function s3Audience({ endpoint }: { readonly endpoint?: string }): string {
  return endpoint === undefined ? 'sts.amazonaws.com' : 'modelmonitor-s3';
}

/** Folder that an image is mounted in. */
export function imageFolder(reference: string): string {
  return createHash('sha256').update(reference).digest('hex').slice(0, 16);
}

type ExternalSource = ModelMonitor['spec']['model']['versions'][number]['source'];

/** Addresses of the servers that a source names: every text that starts with a scheme, the registry, and Amazon S3. */
function serversOf(source: Partial<ExternalSource>): URL[] {
  const { s3, oci } = source;
  return [
    ...(s3 !== undefined && s3.endpoint === undefined ? ['https://s3.amazonaws.com'] : []),
    ...(oci?.mount === 'pull' ? [`${oci.plainHttp === true ? 'http' : 'https'}://${oci.reference.split('/')[0]}`] : []),
    ...textsOf(source).filter((text) => /^https?:\/\//.test(text)),
  ].flatMap((text) => URL.parse(text) ?? []);
}

function textsOf(part: unknown): string[] {
  if (typeof part === 'object' && part !== null) return Object.values(part).flatMap(textsOf);
  return typeof part === 'string' ? [part] : [];
}

function portsOf(servers: readonly URL[]): ExternalSources['ports'] {
  if (servers.length === 0) return undefined;
  if (servers.some(({ hostname }) => mayBeService(hostname))) return 'any';
  // A redirect, such as one to a network of copies, leads to the usual port.
  return [...new Set([443, ...servers.map(({ port, protocol }) => Number(port) || (protocol === 'http:' ? 80 : 443))])].sort(
    (a, b) => a - b,
  );
}

/** NAME, NAME.NAMESPACE, NAME.NAMESPACE.svc, NAME.NAMESPACE.svc.DOMAIN. */
function mayBeService(hostname: string): boolean {
  const labels = hostname.split('.');
  return !/^[[\d]/.test(hostname) && (labels.length <= 2 || labels[2] === 'svc');
}
