import { ignoreMissing } from './errors.ts';
import { type Place, pathOf, type ResourceType } from './pathOf.ts';
import type { Metadata, RawList, RawObject } from './rawObject.ts';
import type { Transport } from './transport.ts';

/** Media type of a response that holds only metadata: less to send and to read. */
export const metadataOnly = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

/** Media type of a list that holds only metadata. */
export const metadataListOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

interface ApplyOptions {
  /** Owner of the fields; one per concern, so that a field it no longer sets is removed. */
  readonly fieldManager: string;
  readonly subresource?: 'status';
  readonly dryRun?: boolean;
  /** Whether only to create; an existing object is not changed, and is a conflict. */
  readonly onlyIfAbsent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

interface ListOptions {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Most objects. */
  readonly limit?: string;
  /** Largest response, in bytes: a larger one is refused before it is parsed. */
  readonly mostBytes?: number;
  /** Whether a failed request is not repeated. */
  readonly once?: boolean;
  readonly signal?: AbortSignal;
}

/** Operations on single objects. Every method rejects with ApiError. */
export interface ObjectClient {
  /** Server-side apply: takes ownership of the given fields, and only those. @returns the metadata afterwards */
  apply(type: ResourceType, object: RawObject, options: ApplyOptions): Promise<Metadata>;
  get(type: ResourceType, place: Place, signal?: AbortSignal): Promise<RawObject>;
  /** The bytes of an object whose size and content others decide; nothing of it is parsed. @throws ApiError, `refused` for more bytes */
  read(type: ResourceType, place: Place, options: { mostBytes: number; signal?: AbortSignal | undefined }): Promise<Buffer>;
  /** The metadata of an object; undefined when it does not exist. */
  peek(type: ResourceType, place: Place, signal?: AbortSignal): Promise<Metadata | undefined>;
  list(type: ResourceType, place: Place, options: ListOptions): Promise<readonly RawObject[]>;
  create(type: ResourceType, object: RawObject, options: Pick<ApplyOptions, 'fieldManager' | 'signal'>): Promise<RawObject>;
  /** Replaces an object; its resource version has to be the current one. */
  replace(type: ResourceType, object: RawObject, signal?: AbortSignal): Promise<RawObject>;
  /** Merges fields (RFC 7386): null removes one. */
  merge(
    type: ResourceType,
    place: Place,
    patch: { body: unknown; fieldManager: string; signal?: AbortSignal | undefined },
  ): Promise<Metadata>;
  /** Deletes an object, if given only the one with that UID; a missing object is not a failure. */
  remove(type: ResourceType, place: Place, options: { uid?: string; signal?: AbortSignal | undefined }): Promise<void>;
}

/**
 * A resource version that no object has: etcd's own first one. An apply with a version fails when the object has another one, and creates a
 * missing object.
 */
const versionOfNone = '1';

/** @param permitted whether writes are permitted, called right before each write; always when absent */
export function createObjectClient({ request }: Pick<Transport, 'request'>, permitted?: () => boolean): ObjectClient {
  return {
    async apply(type, object, { fieldManager, subresource, dryRun, onlyIfAbsent, signal }) {
      const path = pathOf(type, { ...object.metadata, ...(subresource === undefined ? {} : { subresource }) });
      const query = { fieldManager, force: 'true', fieldValidation: 'Strict', ...(dryRun === true ? { dryRun: 'All' } : {}) };
      const body = onlyIfAbsent === true ? { ...object, metadata: { ...object.metadata, resourceVersion: versionOfNone } } : object;
      const patch = { method: 'PATCH', path, query, body, contentType: 'application/apply-patch+yaml', permitted } as const;
      return ((await request({ ...patch, accept: metadataOnly, signal })) as RawObject).metadata;
    },
    async get(type, place, signal) {
      return (await request({ method: 'GET', path: pathOf(type, place), signal })) as RawObject;
    },
    async read(type, place, { mostBytes, signal }) {
      return (await request({ method: 'GET', path: pathOf(type, place), mostBytes, unparsed: true, signal })) as Buffer;
    },
    async peek(type, place, signal) {
      const found = await request({ method: 'GET', path: pathOf(type, place), accept: metadataOnly, signal }).catch(ignoreMissing);
      return (found as RawObject | undefined)?.metadata;
    },
    async list(type, place, { mostBytes, once, signal, ...query }) {
      return ((await request({ method: 'GET', path: pathOf(type, place), query, mostBytes, once, signal })) as RawList).items ?? [];
    },
    async create(type, object, { fieldManager, signal }) {
      const path = pathOf(type, { namespace: object.metadata.namespace });
      return (await request({
        method: 'POST',
        path,
        query: { fieldManager, fieldValidation: 'Strict' },
        body: object,
        permitted,
        signal,
      })) as RawObject;
    },
    async replace(type, object, signal) {
      return (await request({ method: 'PUT', path: pathOf(type, object.metadata), body: object, permitted, signal })) as RawObject;
    },
    async merge(type, place, { body, fieldManager, signal }) {
      const patch = { method: 'PATCH', path: pathOf(type, place), query: { fieldManager }, body, permitted } as const;
      return ((await request({ ...patch, contentType: 'application/merge-patch+json', accept: metadataOnly, signal })) as RawObject)
        .metadata;
    },
    async remove(type, place, { uid, signal }) {
      const body = { propagationPolicy: 'Background', ...(uid === undefined ? {} : { preconditions: { uid } }) };
      await request({ method: 'DELETE', path: pathOf(type, place), body, permitted, signal }).catch(ignoreMissing);
    },
  };
}
