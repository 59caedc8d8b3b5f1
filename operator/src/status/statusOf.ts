import { type Condition, type MonitorStatus, type Plan, unsupportedConditions, type VersionStatus } from '@modelmonitor/api';
import { metaTime } from '@modelmonitor/kube';
import { podSelector, serviceUrl } from '@modelmonitor/render';
import { cut } from './cut.ts';
import { completenessCondition, driftCondition, freshnessCondition, referenceCondition, scheduleCondition } from './driftConditions.ts';
import { driftStatus } from './driftStatus.ts';
import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';
import { alertsConditions, metricsCondition, rulesConditions } from './monitoringConditions.ts';
import { rolloutStatus } from './rolloutStatus.ts';
import { predictorCondition, storeConditions, versionsCondition } from './servingConditions.ts';
import { degradation, lacksPods, readyCondition } from './summaryConditions.ts';

const longestMessage = 2000;

/** The status of a monitor. Pure; the same facts give the same status, so that an unchanged one is not written. */
export function statusOf(facts: Facts): MonitorStatus {
  const { plan, deployment, generation } = facts;
  const drift = driftStatus(facts);
  const available = predictorCondition(facts);
  const around = [
    available,
    versionsCondition(facts),
    ...storeConditions(facts),
    metricsCondition(facts),
    ...rulesConditions(facts),
    ...alertsConditions(facts),
    scheduleCondition(facts, drift),
    freshnessCondition(facts, drift),
    completenessCondition(facts),
    referenceCondition(facts),
    driftCondition(facts, drift),
    ...unsupportedConditions(plan.unsupported),
  ];
  const rollout = rolloutStatus(facts);
  const ready = readyCondition(facts, { available, served: rollout?.served === true });
  const judged = [ready, ...around, lacksPods(facts) ?? degradation(around)];
  return {
    observedGeneration: generation,
    operator: facts.operator,
    ...(rollout === undefined ? {} : { rollout }),
    conditions: conditionsOf(judged, facts),
    replicas: deployment?.replicas ?? 0,
    readyReplicas: deployment?.ready ?? 0,
    selector: selectorOf(plan),
    url: serviceUrl({ plan }),
    traffic: trafficOf(plan),
    versions: versionsOf(facts),
    drift,
  };
}

/** The status of a monitor whose resource is not valid: everything else remains. */
export function invalidStatus(
  previous: MonitorStatus,
  { message, generation, now }: { message: string; generation: number; now: number },
): MonitorStatus {
  const ready = judge('Ready').no('SpecInvalid', message);
  const others = (previous.conditions ?? []).filter(({ type }) => type !== 'Ready');
  return { ...previous, observedGeneration: generation, conditions: [...conditionsOf([ready], { previous, generation, now }), ...others] };
}

/** Conditions with their times: a condition whose status is unchanged keeps its time. */
function conditionsOf(
  judged: readonly Judged[],
  { previous, generation, now }: Pick<Facts, 'previous' | 'generation' | 'now'>,
): Condition[] {
  const before = new Map((previous.conditions ?? []).map((condition) => [condition.type, condition]));
  return judged.map(({ type, status, reason, message }) => {
    const known = before.get(type);
    return {
      type,
      status,
      observedGeneration: generation,
      lastTransitionTime: known?.status === status ? known.lastTransitionTime : metaTime(now),
      reason,
      message: cut(message, longestMessage),
    };
  });
}

/** Selector of the predictor's pods, as the API server's queries take it. */
export function selectorOf(plan: Plan): string {
  return Object.entries(podSelector(plan, 'predictor'))
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

function trafficOf({ monitor }: Plan): string {
  const { versions } = monitor.spec.model;
  return cut(versions.flatMap(({ name, shadow, traffic = 0 }) => (shadow ? [] : [`${name}=${traffic}`])).join(','), 1000);
}

/** Versions with the number of pods that serve each; where pods were not queried yet, the number is that of the status before. */
function versionsOf({ plan: { monitor }, pods, deployment, previous }: Facts): VersionStatus[] {
  const answers = pods?.answers ?? [];
  const isBefore = pods === undefined && (deployment?.replicas ?? 0) > 0;
  const before = new Map((isBefore ? (previous.versions ?? []) : []).map(({ name, ...known }) => [name, known.pods]));
  return monitor.spec.model.versions.map(({ name, shadow, traffic }) => {
    const reported = answers.flatMap(({ versions }) => versions.filter((version) => version.name === name));
    const error = reported.find((version) => version.error !== undefined)?.error;
    return {
      name,
      ...(shadow || traffic === undefined ? {} : { traffic }),
      ...podsOf(answers.length === 0 ? before.get(name) : reported.filter(({ loaded }) => loaded).length),
      ...(error === undefined ? {} : { error: cut(error, 1000) }),
    };
  });
}

function podsOf(pods: number | undefined): Pick<VersionStatus, 'pods'> {
  return pods === undefined ? {} : { pods };
}
