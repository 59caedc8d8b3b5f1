/** A client of Kubernetes for controllers. It knows no kind beside Lease and Event, and is the only room that imports a Kubernetes library. */

/** Caches: lists and watches that keep stores like the cluster. */
export { type Cache, type CacheContext, type CacheMeter, type CacheOptions, startCache } from './cache.ts';
/** The connection: credentials, and requests with deadlines, retries, a bounded rate and metrics. */
export type { Clock } from './clock.ts';
export type { Credentials } from './credentials.ts';
export { ApiError, isRefusal, kindOf, UsageError } from './errors.ts';
/** Single objects: apply, get, create, replace, delete; and events about them. */
export { createEventRecorder, type EventDetails, eventType, type RecordEvent } from './eventRecorder.ts';
/** Fields that a manager owns, which tell whether another changed them. */
export { createFieldSets, type FieldSet, type FieldSets } from './fieldSets.ts';
/** JSON of others, read in pieces. */
export { eachMember, type JsonBounds, type JsonPart, parsePart, wholePart } from './jsonMembers.ts';
/** Work: a queue of keys with workers, the memory of own writes, and the lease of the leader. */
export { createLeaderElection, type LeaderElection, leaseType } from './leaderElection.ts';
export { loadCredentials } from './loadCredentials.ts';
export type { Log } from './log.ts';
export { metaTime } from './metaTime.ts';
export { createObjectClient, type ObjectClient } from './objectClient.ts';
export { createOwnWrites, type LiveObject, type OwnWrites } from './ownWrites.ts';
export type { ResourceType } from './pathOf.ts';
export type { Metadata, OwnerReference, RawObject } from './rawObject.ts';
/** Long work that others do not wait for. */
export { createRest, type Rest } from './rest.ts';
export { type Change, createItemIndex, createStore, type ItemIndex, identityOf, keyOf, type Store, type Stored } from './store.ts';
export { createTextPool, type ShareTexts } from './textPool.ts';
export { createTokenBucket, type TokenBucket } from './tokenBucket.ts';
export { createTransport, type RequestMeter, type Transport } from './transport.ts';
export { createTurns, type Turns } from './turns.ts';
export { createWorkQueue, type Outcome, type QueueMeter, runWorkers, type TurnMeter, type Work, type WorkQueue } from './workQueue.ts';
