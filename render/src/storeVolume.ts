import { podPlacement } from '@modelmonitor/api';
import { type Component, podSelector, type Rendering } from './child.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The volume for captured rows, where the resource names a claim. The predictor keeps the file there, or rows that wait for the database. The
 * drift job reads the file, and needs to write: without another process that has it open, SQLite opens it no other way.
 */
export function storeVolumes(rendering: Rendering, component: Component): Fields[] {
  const claimName = claimOf(rendering, component);
  const archive = archiveClaimOf(rendering, component);
  return [
    ...(claimName === undefined ? [] : [{ name: 'store', persistentVolumeClaim: { claimName } }]),
    ...(archive === undefined ? [] : [{ name: 'archive', persistentVolumeClaim: { claimName: archive } }]),
  ];
}

export function storeMounts(rendering: Rendering, component: Component): Fields[] {
  return [
    ...(claimOf(rendering, component) === undefined ? [] : [{ name: 'store', mountPath: podPlacement.storeDirectory }]),
    ...(archiveClaimOf(rendering, component) === undefined ? [] : [{ name: 'archive', mountPath: podPlacement.archiveDirectory }]),
  ];
}

/** The claim for archives, which the predictor writes. */
function archiveClaimOf({ plan: { store, monitor } }: Rendering, component: Component): string | undefined {
  return store.kind === 'buffer' || component !== 'predictor' ? undefined : monitor.spec.capture.archive?.volumeClaim;
}

function claimOf({ plan: { store, monitor } }: Rendering, component: Component): string | undefined {
  const uses = component === 'predictor' ? ['file', 'postgres'] : ['file'];
  return uses.includes(store.kind) ? monitor.spec.capture.volumeClaim : undefined;
}

/**
 * Affinity of a pod: that of the resource and, where rows are on a volume and one pod serves, the node of the predictor pod. Most volumes can
 * be mounted on one node only, and SQLite needs all its processes there. So a rollout has both pods side by side, and the model is served
 * throughout. The first pod, with no other to join, runs on any node. All required terms of a pod apply to the same neighbour: where the
 * resource requires one itself, no other is added.
 */
export function affinityOf(rendering: Rendering, own?: Fields): { readonly affinity?: Fields } {
  const { autoscale, replicas } = rendering.plan.monitor.spec.serving;
  const onOneNode = claimOf(rendering, 'predictor') !== undefined && autoscale === undefined && replicas <= 1;
  const pods = (own?.['podAffinity'] ?? {}) as Fields;
  if (!onOneNode || requiredTerms in pods) return own === undefined ? {} : { affinity: own };
  const term = { labelSelector: { matchLabels: podSelector(rendering.plan, 'predictor') }, topologyKey: 'kubernetes.io/hostname' };
  return { affinity: { ...own, podAffinity: { ...pods, [requiredTerms]: [term] } } };
}

const requiredTerms = 'requiredDuringSchedulingIgnoredDuringExecution';
