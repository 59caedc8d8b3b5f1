import type { ModelMonitor } from '@modelmonitor/api';
import type { DriftChild } from '@modelmonitor/job';
import type { ReadSecret, ReadSource } from '@modelmonitor/sources';
import type { ReferenceBins } from '@modelmonitor/tables';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import { createEarlyFeatures } from '../telemetry/earlyFeatures.ts';
import { createLiveFeatures, type LiveFeatures } from '../telemetry/liveFeatures.ts';
import { authenticatorFor } from './authenticatorFor.ts';
import { captureFor } from './captureFor.ts';
import type { Live } from './predictionService.ts';
import { loadServingState, type ServingState } from './servingState.ts';

export interface LiveServingOptions {
  readonly environment: Environment;
  readonly log: Log;
  readonly readSource: ReadSource;
  readonly readSecret: ReadSecret;
  /** Computes the reference's bins; a failure disables the live drift counters, nothing else. */
  readonly driftChild: Pick<DriftChild, 'bins'>;
}

/** Holds what answers requests at this moment and replaces it as a whole. */
export interface LiveServing {
  readonly live: () => Live;
  /** Computes the bins of the reference and starts the live counters; to be called once. @returns the bins, if available */
  learnBins(): Promise<ReferenceBins | undefined>;
  /** Applies a new resource: models, weights, thresholds, capture, reference. */
  take(monitor: ModelMonitor): Promise<void>;
  /** Replaces the capture, for rows restored from a snapshot. */
  use(capture: Live['capture']): void;
}

/** The slow parts of a new resource. */
interface Loaded {
  readonly state: ServingState;
  readonly authenticate: Live['authenticate'];
}

/**
 * Loads a monitor. It can answer requests before `learnBins`, which takes as long as everything else; earlier rows are counted then.
 *
 * @throws Error when a Secret it names cannot be read or parsed: without it no one could be admitted
 */
export async function createLiveServing(monitor: ModelMonitor, options: LiveServingOptions): Promise<LiveServing> {
  const { environment, readSource, readSecret } = options;
  const bins = binsByReference(options);
  // Everything slow comes first: between reading what is live and replacing it, no request can intervene and lose its row.
  const swap = ({ state, authenticate }: Loaded, features: Live['features'], before?: Live): Live => ({
    state,
    authenticate,
    capture: captureFor(state, environment, before),
    features,
  });
  const load = async (resource: ModelMonitor, previous?: ServingState): Promise<Loaded> => {
    const authenticate = await authenticatorFor(resource, { readSecret, randomBytes: environment.randomBytes });
    const state = await loadServingState(resource, readSource, previous);
    logFailures(state, options.log);
    return { state, authenticate };
  };
  const first = await load(monitor);
  const early = createEarlyFeatures(first.state.contract.features.length);
  let live = swap(first, early);
  return {
    live: () => live,
    async learnBins() {
      const known = await bins(live.state.monitor);
      // A reload in the meantime has computed its own bins.
      const features = live.features !== early || known === undefined ? undefined : featuresFor(live.state, known, undefined);
      if (live.features === early) live = { ...live, features };
      early.countInto(features);
      return known;
    },
    async take(next) {
      const [loaded, known] = await Promise.all([load(next, live.state), bins(next)]);
      live = swap(loaded, known === undefined ? undefined : featuresFor(loaded.state, known, live), live);
    },
    use(capture) {
      live = { ...live, capture };
    },
  };
}

/** Live counters; those of the same contract and reference continue. */
function featuresFor(state: ServingState, bins: ReferenceBins, before: Live | undefined): LiveFeatures {
  const redact = state.monitor.spec.capture.redact ?? [];
  const keyOf = (contract: ServingState['contract'], names: readonly string[]) => JSON.stringify([contract, names]);
  const same =
    before !== undefined && keyOf(before.state.contract, before.state.monitor.spec.capture.redact ?? []) === keyOf(state.contract, redact);
  return same && before.features?.bins === bins ? before.features : createLiveFeatures(state.contract, bins, redact);
}

function logFailures({ failed }: ServingState, log: Log): void {
  for (const { name, error } of failed) log('error', `version ${name} is not loaded`, { reason: error });
}

/** The reference's bins, computed again only when the reference, the model's inputs and output, or the redaction change. */
function binsByReference({
  driftChild,
  readSource,
  log,
}: LiveServingOptions): (monitor: ModelMonitor) => Promise<ReferenceBins | undefined> {
  let known: { key: string; bins: ReferenceBins } | undefined;
  return async ({ spec: { model, drift, capture } }) => {
    try {
      const { sha256 } = await readSource(drift.reference.source);
      const key = JSON.stringify([model.task, model.features, model.target, drift.reference, capture.redact, sha256]);
      if (known?.key !== key) known = { key, bins: (await driftChild.bins()).bins };
      return known.bins;
    } catch (error) {
      log('error', 'the reference could not be read: live drift counters and drift checks are not available', {
        reason: (error as Error).message,
      });
      return undefined;
    }
  };
}
