import { identityOf, type RawObject, type Store, type Stored } from '@modelmonitor/kube';

/** An event of the Prometheus operator: it rejected an object. Events last an hour, so that one may be about an earlier version. */
export interface RejectionItem extends Stored {
  readonly about: { readonly kind: string; readonly namespace: string; readonly name: string };
  /** The version of the object that was rejected. */
  readonly aboutVersion: string;
  readonly message: string;
}

/** Why the present version of an object was rejected; undefined where it was not, or does not exist. */
export function rejectionOf(
  rejections: Pick<Store<RejectionItem>, 'values'>,
  { resourceVersion, ...object }: RejectionItem['about'] & { readonly resourceVersion: string | undefined },
): string | undefined {
  return [...rejections.values()].find(
    ({ about, aboutVersion }) =>
      about.kind === object.kind && about.namespace === object.namespace && about.name === object.name && aboutVersion === resourceVersion,
  )?.message;
}

/** Longest message that is kept, in characters. */
const longest = 500;

/** What is kept of an event with the reason InvalidConfiguration. */
export function rejectionItem(object: RawObject): RejectionItem {
  const { involvedObject = {}, message = '' } = object as unknown as {
    involvedObject?: { kind?: string; namespace?: string; name?: string; resourceVersion?: string };
    message?: string;
  };
  const { kind = '', namespace = '', name = '', resourceVersion = '' } = involvedObject;
  return {
    ...identityOf(object.metadata),
    about: { kind, namespace, name },
    aboutVersion: resourceVersion,
    // Quotes and colons of the Prometheus operator stay; only the part that repeats the object is left out.
    message: message.slice(0, longest).replace(/^.*? was rejected due to invalid configuration: /, ''),
  };
}
