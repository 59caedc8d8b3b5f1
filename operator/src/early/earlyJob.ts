import { createHash } from 'node:crypto';
import { type Child, childTypes, type RawObject } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { type ChildItem, triggerLabel } from '../caches/items.ts';

/** A CronJob's template for Jobs. */
interface JobTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>>; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * The Job of a check that does not wait for its schedule, made from the CronJob's template and owned by it, as `kubectl create job --from`
 * does.
 *
 * @param after what the check comes after; the same gives the same name, so that two operators cannot start it twice
 */
export function earlyJob(cronJob: Child, owner: ChildItem, { reason, after }: { reason: string; after: string }): RawObject {
  const { metadata, spec } = (cronJob.object as unknown as { spec: { jobTemplate: JobTemplate } }).spec.jobTemplate;
  const { apiVersion, kind } = childTypes.cronJob;
  const digest = createHash('sha256')
    .update(JSON.stringify([owner.uid, after]))
    .digest('hex')
    .slice(0, 8);
  return {
    apiVersion: watchedTypes.job.apiVersion,
    kind: watchedTypes.job.kind,
    metadata: {
      name: `${owner.name}-${digest}`,
      namespace: owner.namespace,
      labels: { ...metadata.labels, [triggerLabel]: reason },
      annotations: { ...metadata.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ apiVersion, kind, name: owner.name, uid: owner.uid, controller: true, blockOwnerDeletion: true }],
    },
    spec,
  };
}
