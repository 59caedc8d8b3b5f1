import { archiveName, type ChildNames, type Plan, runAnnotation, type StatusRun } from '@modelmonitor/api';
import { type JsonPart, type ObjectClient, parsePart, type RawObject } from '@modelmonitor/kube';
import { childTypes, labelsOf, nameAnnotation, reportLabel } from '@modelmonitor/render';
import { mostObjectBytes, type StoredReport } from './storedReport.ts';

const fieldManager = 'modelmonitor-reports';

/**
 * The ConfigMap that archives the report of one run: the values that a job writes, and no others. It is neither watched nor repaired: its
 * content is final, and users may delete it.
 *
 * @param newest the ConfigMap with the newest report, which is that of the run
 */
export function archiveOf(plan: Plan, run: string, newest: StoredReport): RawObject {
  const ownerReferences = newest.ownerReferences?.filter(({ kind, name }) => kind === plan.monitor.kind && name === plan.name);
  const [data, binaryData] = [valuesOf(newest.data), valuesOf(newest.binaryData)];
  return {
    apiVersion: childTypes.configMap.apiVersion,
    kind: childTypes.configMap.kind,
    metadata: {
      name: archiveName(plan.names, run),
      namespace: plan.namespace,
      labels: { ...labelsOf(plan, 'drift'), [reportLabel]: 'run' },
      annotations: { [nameAnnotation]: plan.name, [runAnnotation]: run },
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
    },
    immutable: true,
    ...(data === undefined ? {} : { data }),
    ...(binaryData === undefined ? {} : { binaryData }),
  };
}

function valuesOf(parts: ReadonlyMap<string, JsonPart>): Record<string, unknown> | undefined {
  return parts.size === 0 ? undefined : Object.fromEntries([...parts].map(([key, part]) => [key, parsePart(part, mostObjectBytes)]));
}

/** Archives the report of a run. Idempotent: the same run gives the same object. */
export async function keepArchive(client: Pick<ObjectClient, 'apply'>, archive: RawObject, signal: AbortSignal): Promise<void> {
  await client.apply(childTypes.configMap, archive, { fieldManager, signal });
}

interface Histories {
  readonly before: readonly StatusRun[];
  readonly after: readonly StatusRun[];
  readonly namespace: string;
  readonly names: ChildNames;
}

/** Deletes the reports of runs that are no longer in the history. */
export async function pruneArchives(
  client: Pick<ObjectClient, 'remove'>,
  { before, after, namespace, names }: Histories,
  signal: AbortSignal,
): Promise<void> {
  const kept = new Set(after.map(({ configMap }) => configMap));
  // A status may have been written by another client: no other ConfigMap is deleted, whatever it names.
  const dropped = before.filter(({ configMap, run }) => !kept.has(configMap) && configMap === archiveName(names, run));
  await Promise.all(dropped.map(({ configMap }) => client.remove(childTypes.configMap, { namespace, name: configMap }, { signal })));
}
