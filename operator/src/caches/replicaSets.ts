import { identityOf, type RawObject, type Stored } from '@modelmonitor/kube';
import { digestLabel } from '@modelmonitor/render';
import { monitorOf } from './children.ts';

/** A generation of predictor pods: as long as it exists, its pods may start again. */
export interface ReplicaSetItem extends Stored {
  readonly monitor: string | undefined;
  /** Digest of the configuration its pods read; undefined for pods of an operator that had one configuration for all. */
  readonly digest: string | undefined;
}

/** What is kept of a ReplicaSet; the controller of Deployments copies their annotations to it. */
export function replicaSetItem({ metadata }: RawObject): ReplicaSetItem {
  return { ...identityOf(metadata), monitor: monitorOf(metadata), digest: metadata.labels?.[digestLabel] };
}
