import { identityOf, type RawObject, type Stored } from '@modelmonitor/kube';

/** Addresses of the pods behind a Service. */
export interface SliceItem extends Stored {
  /** `NAMESPACE/SERVICE`. */
  readonly service: string;
  /** `HOST:PORT` of the internal port of each pod. */
  readonly addresses: readonly string[];
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

interface SliceFields {
  readonly addressType: string;
  readonly endpoints: readonly { readonly addresses: readonly string[] }[] | null;
  readonly ports: readonly { readonly name?: string; readonly port?: number }[] | null;
}
