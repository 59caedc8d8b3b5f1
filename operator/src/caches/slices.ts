import { isIP } from 'node:net';
import { mostPods, podPlacement } from '@modelmonitor/api';
import { identityOf, type RawObject, type Stored } from '@modelmonitor/kube';

/** Addresses of the pods behind a Service. */
export interface SliceItem extends Stored {
  /** `NAMESPACE/SERVICE`. */
  readonly service: string;
  /** `HOST:PORT` of the internal port of each pod, until it has ended. */
  readonly addresses: readonly string[];
}

/**
 * Selects the slices that Kubernetes' own controller keeps: it corrects or deletes a slice with this label that it did not write. Others may come from any
 * program that may write EndpointSlices, and could lead the operator and its token anywhere.
 */
export const managedByController = 'endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io';

/** What is kept of an EndpointSlice: of a slice of its Service, the addresses of pods of its namespace, at the internal port. */
export function sliceItem({ metadata, ...rest }: RawObject): SliceItem {
  const { endpoints, ports } = rest as unknown as SliceFields;
  const { namespace = '', labels, ownerReferences } = metadata as typeof metadata & Pick<SliceFields, 'ownerReferences'>;
  const service = labels?.['kubernetes.io/service-name'] ?? '';
  const isOwned = ownerReferences?.some(({ kind, name, controller }) => kind === 'Service' && name === service && controller === true);
  const serves = ports?.some(({ name, port }) => name === 'metrics' && port === podPlacement.internalPort);
  const hosts = (endpoints ?? [])
    .filter(({ targetRef }) => targetRef?.kind === 'Pod' && targetRef.namespace === namespace)
    .flatMap(({ addresses: [address = ''] }) => (isIP(address) === 0 ? [] : [address]));
  return {
    ...identityOf(metadata),
    service: `${namespace}/${service}`,
    addresses: isOwned && serves ? hosts.slice(0, mostPods).map(withPort) : [],
  };
}

/** Number of pods behind a Service, with those that are ending: one with addresses of both families counts once. */
export function podsBehind(slices: readonly Pick<SliceItem, 'addresses'>[]): number {
  const addresses = new Set(slices.flatMap((slice) => slice.addresses));
  const ofIPv6 = [...addresses].filter((address) => address.startsWith('[')).length;
  return Math.max(ofIPv6, addresses.size - ofIPv6);
}

function withPort(host: string): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${podPlacement.internalPort}`;
}

interface SliceFields {
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly controller?: boolean }[];
  readonly endpoints:
    | readonly { readonly addresses: readonly string[]; readonly targetRef?: { readonly kind?: string; readonly namespace?: string } }[]
    | null;
  readonly ports: readonly { readonly name?: string; readonly port?: number }[] | null;
}
