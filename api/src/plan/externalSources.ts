import type { ModelMonitor } from '../schema/modelMonitor.ts';

/** What the sources of a monitor need of a pod beside the configuration volume. */
export interface ExternalSources {
  /** Names of PersistentVolumeClaims, each once. */
  readonly claims: readonly string[];
  /** Ports of servers that are connected to; `any` where a server may be a Service, whose pods listen on ports of their own. Undefined without servers. */
  readonly ports: readonly number[] | 'any' | undefined;
}

/** Pure: the parts of a pod that read sources which are no ConfigMaps; undefined where all are. */
export function externalSourcesOf({ spec }: ModelMonitor): ExternalSources | undefined {
  const sources = [...spec.model.versions.map(({ source }) => source), spec.drift.reference.source];
  const external = sources.filter((source) => !('configMap' in source) && !('file' in source));
  if (external.length === 0) return undefined;
  const claims = external.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  return { claims: [...new Set(claims)].sort(), ports: portsOf(external.flatMap(serversOf)) };
}

/** Addresses of the servers that a source names: every text that starts with a scheme. */
function serversOf(part: unknown): URL[] {
  if (typeof part === 'object' && part !== null) return Object.values(part).flatMap(serversOf);
  const url = typeof part === 'string' && /^https?:\/\//.test(part) ? URL.parse(part) : null;
  return url === null ? [] : [url];
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
