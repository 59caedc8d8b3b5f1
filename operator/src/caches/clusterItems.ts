import { identityOf, type RawObject, type Stored } from '@modelmonitor/kube';

/** Addresses of the pods behind a Service. */
export interface SliceItem extends Stored {
  /** `NAMESPACE/SERVICE`. */
  readonly service: string;
  /** `HOST:PORT` of the internal port of each pod. */
  readonly addresses: readonly string[];
}

/** A label selector as Kubernetes has it; undefined selects nothing, an empty one everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Which ServiceMonitors a Prometheus selects. */
export interface PrometheusItem extends Stored {
  readonly namespace: string;
  readonly name: string;
  readonly serviceMonitors: LabelSelector | undefined;
  /** Undefined: its own namespace. */
  readonly namespaces: LabelSelector | undefined;
}

export interface NamespaceItem extends Stored {
  readonly labels: Readonly<Record<string, string>>;
}

export function sliceItem({ metadata, ...rest }: RawObject): SliceItem {
  const { endpoints, ports, addressType } = rest as unknown as SliceFields;
  const port = ports?.find(({ name }) => name === 'metrics')?.port;
  const hosts = (endpoints ?? []).flatMap(({ addresses: [address] }) => address ?? []);
  return {
    ...identityOf(metadata),
    service: `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}`,
    addresses: port === undefined ? [] : hosts.map((host) => `${addressType === 'IPv6' ? `[${host}]` : host}:${port}`),
  };
}

export function prometheusItem({ metadata, spec }: RawObject): PrometheusItem {
  const { serviceMonitorSelector, serviceMonitorNamespaceSelector } = (spec ?? {}) as PrometheusSpec;
  return {
    ...identityOf(metadata),
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    serviceMonitors: serviceMonitorSelector ?? undefined,
    namespaces: serviceMonitorNamespaceSelector ?? undefined,
  };
}

export function namespaceItem({ metadata }: RawObject): NamespaceItem {
  return { ...identityOf(metadata), labels: metadata.labels ?? {} };
}

interface SliceFields {
  readonly addressType: string;
  readonly endpoints: readonly { readonly addresses: readonly string[] }[] | null;
  readonly ports: readonly { readonly name?: string; readonly port?: number }[] | null;
}

interface PrometheusSpec {
  readonly serviceMonitorSelector?: LabelSelector | null;
  readonly serviceMonitorNamespaceSelector?: LabelSelector | null;
}
