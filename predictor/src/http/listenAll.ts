import { type Placement, planFor } from '@modelmonitor/api';
import type { ReportStore } from '@modelmonitor/job';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import type { RunDriftCheck } from '../reports/driftRunner.ts';
import type { Explain } from '../serving/explanationService.ts';
import type { Live, Predict } from '../serving/predictionService.ts';
import { createRecentTraffic } from '../telemetry/recentTraffic.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { createApp, createInternalApp, type InternalAppOptions } from './createApp.ts';
import { type Listener, listen } from './listen.ts';

/** Time requests in progress get to finish on close, in milliseconds. */
const graceMilliseconds = 10_000;

export interface ListenAllOptions {
  readonly telemetry: Telemetry;
  readonly environment: Environment;
  readonly live: () => Live;
  readonly release: string;
  readonly predict: Predict;
  readonly explain: Explain;
  readonly configurationError: () => string | undefined;
  readonly runDriftCheck: RunDriftCheck;
  readonly reports: ReportStore | undefined;
  /** Lets those pass who may ask for captured rows. */
  readonly podGate: InternalAppOptions['podGate'];
  readonly log: Log;
}

export interface Listeners {
  readonly port: number;
  readonly internalPort: number | undefined;
  close(): Promise<void>;
}

/** Listens on the callers' port and, where there is one, on the internal port. */
export async function listenAll(placement: Placement, options: ListenAllOptions): Promise<Listeners> {
  const { host, port, internalPort } = placement;
  const app = appOptions(options, placement);
  const callers = await listen(createApp(app).callback(), { host, port, graceMilliseconds });
  const internal = internalPort === undefined ? undefined : await internalListener(app, { host, port: internalPort }, callers);
  return {
    port: callers.port,
    internalPort: internal?.port,
    async close() {
      await callers.close();
      await internal?.close();
    },
  };
}

async function internalListener(app: InternalAppOptions, at: { host: string; port: number }, callers: Listener): Promise<Listener> {
  try {
    return await listen(createInternalApp(app).callback(), { ...at, graceMilliseconds });
  } catch (error) {
    await callers.close();
    throw error;
  }
}

function appOptions({ environment, log, ...rest }: ListenAllOptions, placement: Placement): InternalAppOptions {
  const { monotonicSeconds, now } = environment;
  return {
    ...rest,
    withMetrics: placement.internalPort === undefined,
    unsupported: () => planFor(rest.live().state.monitor, placement).unsupported,
    monotonicSeconds,
    now,
    recent: createRecentTraffic(monotonicSeconds),
    logError: (message, error) =>
      log('error', message, { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  };
}
