import { createValidator, type ModelMonitor, type Plan, planFor } from '@modelmonitor/api';
import type { RawObject } from '@modelmonitor/kube';
import { childTypes, render } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { withApplied } from '../../../operator/src/children/applyChildren.ts';
import { statusOf } from '../../../operator/src/status/statusOf.ts';
import { inFlight } from './benchApi.ts';
import type { BenchPlane } from './benchPlane.ts';
import { forEachOf } from './forEachOf.ts';
import { monitorPath, type Place, wineMonitor } from './wineMonitors.ts';

const images = {
  predictor: 'modelmonitor/predictor:0.1.0',
  drift: 'modelmonitor/drift:0.1.0',
  pullPolicy: 'IfNotPresent',
  pullSecrets: [],
} as const;

/**
 * Makes monitors with everything they have by nothing but requests: one POST a monitor, one server-side apply a child and one for the
 * status, over pooled connections, as many at a time as the API server likes. What an operator can at best come near to.
 */
export async function applyBare({ api, operatorApi }: BenchPlane, places: readonly Place[], { children = true } = {}): Promise<void> {
  const validate = createValidator();
  await forEachOf(places, inFlight, async (place) => {
    const made = await api.post(monitorPath(place.namespace), wineMonitor(place));
    const plan = planOf(validate(made).monitor);
    for (const { path, object } of children ? childrenOf(plan, made.metadata.uid ?? '') : [])
      await operatorApi.apply(path, object, 'modelmonitor');
    const { apiVersion, kind } = made;
    const status = { apiVersion, kind, metadata: place, status: firstStatus(plan) };
    await operatorApi.apply(`${monitorPath(place.namespace, place.name)}/status`, status, 'modelmonitor-status');
  });
}

/** Number of children of a monitor of the wine example. */
export function childCount(): number {
  return objectsAt({ namespace: 'models', name: 'wine' }).length;
}

/** Children of a monitor: the path of each, and its key among those of all kinds, `KIND/NAMESPACE/NAME`. */
export function objectsAt(place: Place): { path: string; key: string }[] {
  const { monitor } = createValidator()(wineMonitor(place));
  return childrenOf(planOf(monitor), '').map(({ path, object: { kind, metadata } }) => ({
    path,
    key: `${kind}/${metadata.namespace}/${metadata.name}`,
  }));
}

function planOf(monitor: ModelMonitor | undefined): Plan {
  if (monitor === undefined) throw new Error('the wine example is not valid');
  return planFor(monitor);
}

function childrenOf(plan: Plan, ownerUid: string): { path: string; object: RawObject }[] {
  const has = { serviceMonitor: true, alertmanagerConfig: true };
  return render(plan, { images, ownerUid, callers: undefined, has, serviceMonitorLabels: {}, driftPaused: false }).map(
    ({ kind, object }) => ({
      path: pathOf(childTypes[kind], object.metadata),
      object: withApplied(object).object,
    }),
  );
}

/** The status of a monitor whose pods are still to come. */
function firstStatus(plan: Plan): unknown {
  return statusOf({
    plan,
    generation: 1,
    now: Date.now(),
    previous: {},
    failures: [],
    deployment: undefined,
    existingPods: 0,
    template: undefined,
    cause: undefined,
    runCauses: new Map(),
    operator: 'modelmonitor/modelmonitor-operator',
    jobs: [],
    pods: undefined,
    scraping: { hasServiceMonitor: true, mayReadPrometheuses: true, seesAllNamespaces: true, selectedBy: [], selectors: [] },
    rules: undefined,
    routing: {
      hasAlertmanagerConfig: true,
      hasAlertmanager: false,
      mayRead: true,
      seesAllNamespaces: true,
      selectedBy: [],
      selectors: [],
      rejected: undefined,
      isChecked: false,
      isSettled: false,
      isPending: false,
      problem: undefined,
      isReported: false,
      lacksMailServer: false,
      withdrawn: undefined,
    },
    report: { facts: undefined, unreadable: undefined, failure: undefined },
  });
}
