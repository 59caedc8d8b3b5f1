import { archiveName, type Plan, runAnnotation, type StatusRun } from '@modelmonitor/api';
import type { ObjectClient, RawObject } from '@modelmonitor/kube';
import { childTypes, labelsOf, nameAnnotation, reportLabel } from '@modelmonitor/render';

const fieldManager = 'modelmonitor-reports';

/**
 * The ConfigMap that archives the report of one run. It is neither watched nor repaired: its content is final, and users may delete it.
 *
 * @param newest the ConfigMap with the newest report, which is that of the run
 */
export function archiveOf(plan: Plan, run: string, newest: RawObject): RawObject {
  const { data, binaryData, metadata } = newest as RawObject & { data?: unknown; binaryData?: unknown };
  return {
    apiVersion: childTypes.configMap.apiVersion,
    kind: childTypes.configMap.kind,
    metadata: {
      name: archiveName(plan.names, run),
      namespace: plan.namespace,
      labels: { ...labelsOf(plan, 'drift'), [reportLabel]: 'run' },
      annotations: { [nameAnnotation]: plan.name, [runAnnotation]: run },
      ...(metadata.ownerReferences === undefined ? {} : { ownerReferences: metadata.ownerReferences }),
    },
    immutable: true,
    ...(data === undefined ? {} : { data }),
    ...(binaryData === undefined ? {} : { binaryData }),
  };
}

/** Archives the report of a run. Idempotent: the same run gives the same object. */
export async function keepArchive(client: Pick<ObjectClient, 'apply'>, archive: RawObject, signal: AbortSignal): Promise<void> {
  await client.apply(childTypes.configMap, archive, { fieldManager, signal });
}

/** Deletes the reports of runs that are no longer in the history. */
export async function pruneArchives(
  client: Pick<ObjectClient, 'remove'>,
  { before, after, namespace }: { before: readonly StatusRun[]; after: readonly StatusRun[]; namespace: string },
  signal: AbortSignal,
): Promise<void> {
  const kept = new Set(after.map(({ configMap }) => configMap));
  const dropped = before.filter(({ configMap }) => !kept.has(configMap));
  await Promise.all(dropped.map(({ configMap }) => client.remove(childTypes.configMap, { namespace, name: configMap }, { signal })));
}
