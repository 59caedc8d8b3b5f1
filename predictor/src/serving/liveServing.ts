import type { ModelMonitor } from '@modelmonitor/api';
import { type DriftChild, wasEnded } from '@modelmonitor/job';
import type { Sources } from '@modelmonitor/sources';
import type { ReferenceBins, Window } from '@modelmonitor/tables';
import { captureWindow } from '../capture/captureWindow.ts';
import { createWaitingLabels, type WaitingLabels } from '../capture/waitingLabels.ts';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import type { LiveStore } from '../store/liveStore.ts';
import { createEarlyFeatures } from '../telemetry/earlyFeatures.ts';
import { createLiveFeatures, type LiveFeatures } from '../telemetry/liveFeatures.ts';
import { authenticators } from './authenticators.ts';
import { captureFor, captureOfWindows } from './captureFor.ts';
import type { KeptModels } from './keptModels.ts';
import { isKept } from './loadVersion.ts';
import type { Live } from './predictionService.ts';
import { type Continuation, loadServingState, noneLoaded, type ServingState } from './servingState.ts';

export interface LiveServingOptions {
  readonly environment: Environment;
  readonly log: Log;
  readonly sources: Sources;
  /** Computes the reference's bins; a failure disables the live drift counters, nothing else. */
  readonly driftChild: Pick<DriftChild, 'bins'>;
  /** Keeps models for the next start; nothing is kept when absent. */
  readonly kept?: KeptModels | undefined;
  /** Keeps captured rows beside the buffer; the buffer alone keeps them when absent. */
  readonly store?: Pick<LiveStore, 'client' | 'use'>;
}

/** Holds what answers requests at this moment and replaces it as a whole. */
export interface LiveServing {
  readonly live: () => Live;
  /** Labels that wait for their prediction where there is no store. */
  readonly waiting: WaitingLabels;
  /** Computes the bins of the reference and starts the live counters; to be called once. @returns the bins, if available */
  learnBins(): Promise<ReferenceBins | undefined>;
  /**
   * Applies a new resource: models, weights, thresholds, capture, reference. One of which no version can be loaded changes the credentials
   * only: what answers requests goes on.
   *
   * @returns why the credentials in force stay, where the Secret of the same credentials cannot be used any more
   * @throws ProblemError where no version can be loaded; Error where credentials that are new cannot be read
   */
  take(monitor: ModelMonitor): Promise<string | undefined>;
  /** Looks for newer bytes of some versions; a newer model answers once it has proved itself, and the one before until then. */
  refresh(names: ReadonlySet<string>): Promise<void>;
  /** Puts rows of an earlier process before those captured so far; throws when they are not rows of this model. */
  restore(rows: Window): void;
}

/** The slow parts of a new resource. */
interface Loaded {
  readonly state: ServingState;
  readonly authenticate: Live['authenticate'];
}

/** Who is admitted; with the reason where it is who was admitted before. */
interface Admission {
  readonly authenticate: Live['authenticate'];
  readonly problem?: string;
}

/**
 * Loads a monitor. It can answer requests before `learnBins`, which takes as long as everything else; earlier rows are counted then.
 *
 * @throws Error when a Secret it names cannot be read or parsed: without it no one could be admitted
 */
export async function createLiveServing(monitor: ModelMonitor, options: LiveServingOptions): Promise<LiveServing> {
  const bins = binsByReference(options);
  const load = stateLoader(options);
  const admission = admissionLoader(options);
  // Everything slow comes first: between reading what is live and replacing it, no request can intervene and lose its row.
  const { store, environment } = options;
  const waiting = createWaitingLabels(() => live.state.monitor.spec.capture.maxRows);
  const log = { environment, store: () => store?.client(), waiting };
  const swap = ({ state, authenticate }: Loaded, features: Live['features'], before?: Live): Live => {
    logChanges(state, before?.state, options.log);
    store?.use(state.monitor);
    options.kept?.retain(state.monitor.spec.model.versions.filter(isKept).map(({ name }) => name));
    return { state, authenticate, capture: captureFor(state, log, before), features };
  };
  // Credentials first, without which no one could be admitted.
  const { authenticate } = await admission(monitor);
  const first = { authenticate, state: await load(monitor) };
  const early = createEarlyFeatures(first.state.contract.features.length);
  let live = swap(first, early);
  // Each change starts from what the one before left.
  const change = oneAtATime();
  return {
    live: () => live,
    waiting,
    async learnBins() {
      const known = await bins(live.state.monitor);
      // A reload in the meantime has computed its own bins.
      const features = live.features !== early || known === undefined ? undefined : featuresFor(live.state, known, undefined);
      if (live.features === early) live = { ...live, features };
      early.countInto(features);
      return known;
    },
    take: (next) =>
      change(async () => {
        const admitted = await admission(next, live);
        const [state, known] = await Promise.all([load(next, { previous: live.state }), bins(next)]);
        const { authenticate } = admitted;
        if (state.split === undefined && live.state.split !== undefined) {
          live = { ...live, authenticate };
          throw noneLoaded(state);
        }
        live = swap({ state, authenticate }, known === undefined ? undefined : featuresFor(state, known, live), live);
        return admitted.problem;
      }),
    refresh: (only) =>
      change(async () => {
        const state = await load(live.state.monitor, { previous: live.state, only });
        if (isSame(state, live.state)) return;
        const { features, authenticate } = live;
        const counters = features === undefined || features === early ? features : featuresFor(state, features.bins, live);
        live = swap({ state, authenticate }, counters, live);
      }),
    restore(rows) {
      live = { ...live, capture: captureWithRows(live, rows, log) };
    },
  };
}

/** Runs tasks one after the other, whatever becomes of them. */
function oneAtATime(): <Outcome>(task: () => Promise<Outcome>) => Promise<Outcome> {
  let running: Promise<unknown> = Promise.resolve();
  return (task) => {
    const done = running.then(task);
    running = done.catch(() => undefined);
    return done;
  };
}

/** What is captured, after rows of an earlier process. */
function captureWithRows({ capture, state }: Live, rows: Window, log: Parameters<typeof captureOfWindows>[1]): Live['capture'] {
  const { account } = capture;
  const { metadata, spec } = state.monitor;
  const since = captureWindow(capture, { monitor: metadata, maxRows: spec.capture.maxRows, now: log.environment.now() });
  const evicted = { ...account.evicted };
  const restored = captureOfWindows(state, log, { windows: [rows, since], account });
  // Earlier rows that the buffer has no place for were not in it.
  Object.assign(account.evicted, evicted);
  return restored;
}

/** Whether two states have the same models, and the same versions without. */
function isSame(one: ServingState, other: ServingState): boolean {
  const sameModels = [...one.versions].every(([name, { model, replacement }]) => {
    const before = other.versions.get(name);
    return before?.model === model && before.replacement?.error === replacement?.error;
  });
  return sameModels && JSON.stringify(one.failed) === JSON.stringify(other.failed);
}

/** Loads the versions that a resource names. */
function stateLoader({ environment: { now, monotonicSeconds, turn }, sources, kept }: LiveServingOptions) {
  return (resource: ModelMonitor, continuation?: Continuation): Promise<ServingState> =>
    loadServingState(resource, { sources, kept, now, monotonicSeconds, turn }, continuation);
}

/** Reads the credentials that a resource names. Where they are the same as before and their Secret is unusable, those in force stay. */
function admissionLoader({ environment: { randomBytes }, sources: { readClientSecret } }: LiveServingOptions) {
  const authenticatorFor = authenticators({ readSecret: readClientSecret, randomBytes });
  return async (resource: ModelMonitor, before?: Live): Promise<Admission> => {
    try {
      return { authenticate: await authenticatorFor(resource) };
    } catch (error) {
      const authOf = ({ spec: { serving } }: ModelMonitor) => JSON.stringify([serving.auth, serving.feedbackAuth]);
      if (before === undefined || authOf(before.state.monitor) !== authOf(resource)) throw error;
      return { authenticate: before.authenticate, problem: `the credentials in force stay: ${(error as Error).message}` };
    }
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

/** Logs what is new about the versions: loaded, not loaded, or not replaced. */
function logChanges({ versions, failed }: ServingState, previous: ServingState | undefined, log: Log): void {
  for (const { name, error } of failed) {
    const isKnown = previous?.failed.some((before) => before.name === name && before.error === error);
    if (!isKnown) log('error', `version ${name} is not loaded`, { reason: error });
  }
  for (const [name, { replacement, sha256, origin, format }] of versions) {
    const before = previous?.versions.get(name);
    if (replacement !== undefined && replacement.error !== before?.replacement?.error)
      log('error', `version ${name} continues with its earlier model`, { reason: replacement.error, sha256: sha256.slice(0, 12) });
    if (previous !== undefined && before?.sha256 !== sha256)
      log('info', `version ${name} has a new model`, { sha256: sha256.slice(0, 12), source: origin, format });
  }
}

/** The reference's bins, computed again only when the reference, the model's inputs and output, or the redaction change. */
function binsByReference({ driftChild, sources, log }: LiveServingOptions): (monitor: ModelMonitor) => Promise<ReferenceBins | undefined> {
  let known: { key: string; bins: ReferenceBins } | undefined;
  return async ({ spec: { model, drift, capture } }) => {
    try {
      const { sha256 } = await sources.read(drift.reference.source);
      const key = JSON.stringify([model.task, model.features, model.target, drift.reference, capture.redact, sha256]);
      if (known?.key !== key) known = { key, bins: (await driftChild.bins()).bins };
      return known.bins;
    } catch (error) {
      if (!wasEnded(error))
        log('error', 'the reference could not be read: live drift counters and drift checks are not available', {
          reason: (error as Error).message,
        });
      return undefined;
    }
  };
}
