import { type ModelMonitor, type Placement, planFor } from '@modelmonitor/api';
import type { DriftChild } from '@modelmonitor/job';
import type { Sources } from '@modelmonitor/sources';
import type { WatchedConfig } from './config/watchConfig.ts';
import type { Environment } from './environment.ts';
import type { PodGate } from './http/auth/pod/podGate.ts';
import type { InternalAppOptions } from './http/createApp.ts';
import type { Log } from './log/logRecord.ts';
import { release } from './release.ts';
import { createEventReceiver } from './serving/eventReceiver.ts';
import { createExplanationService } from './serving/explanationService.ts';
import type { LiveServing } from './serving/liveServing.ts';
import { createPredictionService } from './serving/predictionService.ts';
import { createShadowing } from './serving/shadowing.ts';
import { exportParquet } from './store/exportParquet.ts';
import type { LiveStore } from './store/liveStore.ts';
import { createRecentTraffic } from './telemetry/recentTraffic.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** What the parts of a predictor are created from. */
export interface Parts {
  readonly monitor: ModelMonitor;
  readonly placement: Placement;
  readonly environment: Environment;
  readonly telemetry: Telemetry;
  readonly log: Log;
}

/** What the routes are created from, beside the parts. */
export interface Services
  extends Pick<
    InternalAppOptions,
    'runDriftCheck' | 'requestCheck' | 'checkRequestedAgo' | 'reports' | 'joinLabels' | 'storeSummary' | 'isClosing'
  > {
  readonly serving: LiveServing;
  readonly store: LiveStore;
  readonly sources: Sources;
  readonly driftChild: DriftChild;
  readonly podGate: PodGate;
  readonly config: WatchedConfig;
}

export function appOptions(services: Services, { placement, environment, telemetry, log }: Parts): InternalAppOptions {
  const { serving, store, joinLabels, storeSummary, sources, driftChild, podGate, config, runDriftCheck, reports, isClosing } = services;
  const { requestCheck, checkRequestedAgo } = services;
  const { live } = serving;
  const { monotonicSeconds, now, later, turn, bodies } = environment;
  const shadow = createShadowing(telemetry.tallies.shadowPredictions, { later, monotonicSeconds, turn });
  return {
    live,
    host: placement.host,
    store,
    joinLabels,
    storeSummary,
    telemetry,
    release,
    podGate,
    runDriftCheck,
    requestCheck,
    checkRequestedAgo,
    reports,
    monotonicSeconds,
    turn,
    now,
    bodies,
    webhook: { monitor: () => live().state.monitor, readSecret: sources.readSecret, refresh: serving.refresh, later, now },
    withMetrics: placement.internalPort === undefined,
    unsupported: () => planFor(live().state.monitor, placement).unsupported,
    predict: createPredictionService({ live, telemetry, shadow, monotonicSeconds, turn }),
    exportParquet: exportParquet({ monitor: () => live().state.monitor, placement, driftChild }),
    events: createEventReceiver({ live, telemetry, monotonicSeconds }),
    explain: createExplanationService({ state: () => live().state, background: driftChild.background, monotonicSeconds, turn }),
    configurationError: config.error,
    missing: config.missing,
    isClosing,
    recent: createRecentTraffic(monotonicSeconds),
    logError: (message, error) =>
      log('error', message, { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  };
}
