import { predictorMetrics as metrics } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import type { Registry } from 'prom-client';
import type { Live } from '../serving/predictionService.ts';
import { registerSamples, type Sample } from './tally.ts';

/** Longest place of a model in a label, in characters. */
const longestOrigin = 200;

/** Exports what answers requests at this moment: versions, weights, capture, live features and thresholds. */
export function registerLiveTelemetry(registry: Registry, live: () => Live): void {
  registerVersions(registry, live);
  registerCapture(registry, live);
  registerSamples(registry, metrics.featureValues, () => live().features?.counts() ?? []);
  registerSamples(registry, metrics.featureReferenceRatio, () => live().features?.ratios() ?? []);
  registerSamples(registry, metrics.featuresNotCounted, () => single(live().features?.notCounted ?? live().state.contract.features.length));
  registerSamples(registry, metrics.latencyThreshold, () => {
    const { p95Seconds, slaSeconds } = live().state.monitor.spec.alerts.latency;
    return [
      { labels: { kind: 'p95' }, value: p95Seconds },
      { labels: { kind: 'sla' }, value: slaSeconds },
    ];
  });
  registerSamples(registry, metrics.errorRatioThreshold, () => single(live().state.monitor.spec.alerts.errorRatio));
  registerSamples(registry, metrics.objectiveRatio, () => single(live().state.monitor.spec.alerts.objective));
}

function registerVersions(registry: Registry, live: () => Live): void {
  registerSamples(registry, metrics.modelLoaded, () => {
    const { versions, failed } = live().state;
    return [
      ...[...versions.keys()].map((version) => ({ labels: { version }, value: 1 })),
      ...failed.map(({ name }) => ({ labels: { version: name }, value: 0 })),
    ];
  });
  registerSamples(registry, metrics.modelInfo, () =>
    [...live().state.versions.values()].map(({ name, format, sha256, shadow, origin }) => ({
      labels: {
        version: name,
        format,
        sha256: sha256.slice(0, 12),
        source: clippedText(origin, longestOrigin),
        role: shadow ? 'shadow' : 'answers',
      },
      value: 1,
    })),
  );
  registerSamples(registry, metrics.modelLoadedTimestamp, () =>
    [...live().state.versions.values()].map(({ name, loadedAt }) => ({ labels: { version: name }, value: loadedAt / 1000 })),
  );
  registerSamples(registry, metrics.modelPrevious, () =>
    [...live().state.versions.values()].map(({ name, replacement }) => ({
      labels: { version: name },
      value: replacement === undefined ? 0 : 1,
    })),
  );
  registerSamples(registry, metrics.remoteUp, () =>
    [...live().state.versions.values()].flatMap(({ name, remote }) =>
      remote === undefined ? [] : [{ labels: { version: name }, value: remote.isUp() ? 1 : 0 }],
    ),
  );
  registerSamples(registry, metrics.trafficWeight, () =>
    [...live().state.weights].map(([version, value]) => ({ labels: { version }, value })),
  );
}

function registerCapture(registry: Registry, live: () => Live): void {
  registerSamples(registry, metrics.sampledOut, () => single(live().capture.account.sampledOut));
  registerSamples(registry, metrics.captureDropped, () => byReason(live().capture.account.dropped));
  registerSamples(registry, metrics.captureEvicted, () => byReason(live().capture.account.evicted));
  registerSamples(registry, metrics.repeatedIds, () => single(live().capture.account.repeatedIds));
  registerSamples(registry, metrics.refusedRows, () => single(live().capture.refused.ring.size));
  registerSamples(registry, metrics.captureRows, () => single(live().capture.ring.size));
}

function single(value: number): Sample[] {
  return [{ labels: {}, value }];
}

function byReason(counts: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counts).map(([reason, value]) => ({ labels: { reason }, value }));
}
