import type { PodVersion } from '@modelmonitor/api';
import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';

const available = judge('PredictorAvailable');
const loaded = judge('VersionsLoaded');
const connected = judge('StoreConnected');

/** Whether any pods are ready, whatever their template, according to the Deployment. */
export function predictorCondition({ plan, deployment, previous, cause }: Facts): Judged {
  const { autoscale } = plan.monitor.spec.serving;
  if (autoscale === undefined && plan.predictor.replicas === 0)
    return available.no('ScaledToZero', 'spec.serving.replicas is 0: no pod is requested');
  const before = previous.conditions?.find(({ type }) => type === 'PredictorAvailable');
  const isFirst = before === undefined || before.status === 'Unknown' || before.reason === 'ScaledToZero';
  if (deployment === undefined)
    return isFirst ? available.unknown('Progressing', 'the pods are being started') : available.no('Unavailable', 'no pod is ready');
  const { desired, ready, updated, replicas, generation = 0, observedGeneration } = deployment;
  const counts = `${Math.min(ready, desired)} of ${desired} ${desired === 1 ? 'pod is' : 'pods are'} ready`;
  const why = cause === undefined ? '' : `; ${cause.message}`;
  if (ready === 0 && isFirst && cause === undefined && deployment.stalled === undefined)
    return available.unknown('Progressing', replicas === 0 ? 'the pods are being started' : counts);
  if (ready === 0) return available.no('Unavailable', `${counts}${why}`);
  if (ready < desired) return available.yes('Progressing', `${counts}${why}`);
  if (updated >= desired && replicas === desired && observedGeneration >= generation) return available.yes('Available', counts);
  return available.yes('Progressing', `${counts}; pods are being replaced${why}`);
}

/** Whether every pod that responded has loaded every version. */
export function versionsCondition({ pods }: Facts): Judged {
  if (pods === undefined || pods.answers.length === 0) {
    const [silent] = pods?.silent ?? [];
    return loaded.unknown('NotRequested', silent === undefined ? 'no pod could be queried yet' : 'no pod responded to the operator');
  }
  const versions = pods.answers.flatMap((answer) => answer.versions);
  const broken = reasonsOf(versions.filter((version) => !version.loaded));
  if (broken !== undefined) return loaded.no('VersionNotLoaded', broken);
  const earlier = reasonsOf(versions.filter((version) => version.previous === true));
  if (earlier !== undefined) return loaded.no('ServingPrevious', `the earlier model continues to serve: ${earlier}`);
  return loaded.yes('Loaded', 'every pod has loaded every version');
}

/** The versions and their reasons, each version once; undefined without versions. */
function reasonsOf(versions: readonly PodVersion[]): string | undefined {
  const reasons = new Map(versions.map(({ name, error }) => [name, error ?? 'no reason given']));
  return reasons.size === 0 ? undefined : [...reasons].map(([name, error]) => `${name}: ${error}`).join('; ');
}

/** Whether every pod that responded reaches the store; none where rows stay in the buffer. */
export function storeConditions({ plan, pods }: Facts): readonly Judged[] {
  if (plan.store.kind === 'buffer') return [];
  const stores = (pods?.answers ?? []).flatMap(({ store }) => store ?? []);
  if (stores.length === 0) return [connected.unknown('NotRequested', 'no pod has reported yet whether it reaches the store')];
  const broken = new Set(stores.flatMap((store) => (store.connected ? [] : [store.reason ?? 'no reason given'])));
  if (broken.size === 0) return [connected.yes('Connected', 'every pod reaches the store')];
  return [connected.no('StoreUnreachable', `predictions continue, and their rows wait: ${[...broken].join('; ')}`)];
}
