import type { Placement, Validate } from '@modelmonitor/api';
import { readMonitor, watchConfigVersion } from '@modelmonitor/sources';
import type { Environment } from '../environment.ts';
import type { PodGate } from '../http/auth/pod/podGate.ts';
import type { Log } from '../log/logRecord.ts';
import { ProblemError } from '../problem.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import type { Tally } from '../telemetry/tally.ts';
import { createRolloutGate, type RolloutGate } from './rolloutGate.ts';

export interface WatchConfigOptions extends Pick<Placement, 'configDirectory' | 'clientsDirectory'> {
  /** Version of the loaded configuration, determined before it was read: one written during loading is new. */
  readonly taken: string;
  readonly serving: LiveServing;
  readonly podGate: PodGate;
  readonly validate: Validate;
  readonly environment: Environment;
  readonly outcomes: Tally;
  readonly log: Log;
}

export interface WatchedConfig {
  /** Why the newest configuration was not applied, or not completely; undefined when it was. */
  readonly error: () => string | undefined;
  readonly missing: RolloutGate['missing'];
  /** Reports a configuration that was rejected before it came here; undefined once there is none. */
  reject(reason: string | undefined): void;
  stop(): void;
}

/** How often a configuration is tried again of which no version could be loaded, in milliseconds: its sources may have been down. */
const retryMilliseconds = 30_000;

/** How applying a configuration ended. */
interface ReloadOutcome {
  /** What is wrong with it. */
  readonly error?: string;
  /** Whether it may be applied later as it is. */
  readonly isUnloaded: boolean;
}

const applied: ReloadOutcome = { isUnloaded: false };

/**
 * Applies every new valid configuration; an invalid one, and one of which no version can be loaded, is reported, and the previous one
 * continues to serve.
 */
export async function watchConfig(options: WatchConfigOptions): Promise<WatchedConfig> {
  const { environment, podGate, taken } = options;
  const rolloutGate = await createRolloutGate(options);
  let outcome: ReloadOutcome = applied;
  let rejected: string | undefined;
  const { every } = environment;
  const onChange = async () => {
    // First and independently: a withdrawn key admits no one, even when the rest is invalid.
    await podGate.reload();
    await rolloutGate.reload();
    outcome = await reload(options, outcome);
  };
  const watching = watchConfigVersion({ ...options, version: taken, every, onChange });
  const retrying = every(retryMilliseconds, async () => {
    if (outcome.isUnloaded) outcome = await reload(options, outcome);
  });
  return {
    error: () => together(rejected, outcome.error, podGate.problem()),
    missing: rolloutGate.missing,
    reject(reason) {
      if (reason !== undefined) options.outcomes.add(['refused']);
      rejected = reason;
    },
    stop() {
      watching.stop();
      retrying.stop();
    },
  };
}

function together(...reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.filter((reason) => reason !== undefined).join('; ') || undefined;
}

async function reload(
  { configDirectory, serving, validate, outcomes, log }: WatchConfigOptions,
  before: ReloadOutcome,
): Promise<ReloadOutcome> {
  try {
    const problem = await serving.take(await readMonitor(configDirectory, validate));
    outcomes.add(['taken']);
    log('info', 'the configuration was reloaded', { versions: [...serving.live().state.versions.keys()].join(', ') });
    if (problem === undefined) return applied;
    log('error', 'a Secret cannot be used', { reason: problem });
    return { error: problem, isUnloaded: false };
  } catch (thrown) {
    const error = (thrown as Error).message;
    const isUnloaded = thrown instanceof ProblemError && thrown.kind === 'not_loaded';
    outcomes.add(['refused']);
    if (error !== before.error)
      log('error', 'the new configuration cannot be applied; the previous one continues to serve', { reason: error });
    return { error, isUnloaded };
  }
}
