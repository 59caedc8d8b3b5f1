import type { Validate } from '@modelmonitor/api';
import { readMonitor, watchConfigVersion } from '@modelmonitor/sources';
import type { Environment } from '../environment.ts';
import type { PodGate } from '../http/auth/pod/podGate.ts';
import type { Log } from '../log/logRecord.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import type { Tally } from '../telemetry/tally.ts';

export interface WatchConfigOptions {
  readonly configDirectory: string;
  /** Version of the configuration that serves, from before it was read: one that came while it was loaded is new. */
  readonly taken: string;
  readonly serving: LiveServing;
  readonly podGate: PodGate;
  readonly validate: Validate;
  readonly environment: Environment;
  readonly outcomes: Tally;
  readonly log: Log;
}

export interface WatchedConfig {
  /** Why the newest configuration was not taken, or not as a whole; undefined when it was. */
  readonly error: () => string | undefined;
  stop(): void;
}

/** Takes every new configuration that is valid; one that is not is reported, and the one before it serves on. */
export function watchConfig(options: WatchConfigOptions): WatchedConfig {
  const { configDirectory, environment, podGate, taken } = options;
  let error: string | undefined;
  const { every } = environment;
  const onChange = async () => {
    // First and for itself: a key that was withdrawn admits no one, whatever else is wrong.
    await podGate.reload();
    error = await reload(options);
  };
  const { stop } = watchConfigVersion({ configDirectory, version: taken, every, onChange });
  return { error: () => both(error, podGate.problem()), stop };
}

function both(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? (one ?? other) : `${one}; ${other}`;
}

async function reload({ configDirectory, serving, validate, outcomes, log }: WatchConfigOptions): Promise<string | undefined> {
  try {
    await serving.take(await readMonitor(configDirectory, validate));
    outcomes.add(['taken']);
    log('info', 'the configuration was reloaded', { versions: [...serving.live().state.versions.keys()].join(', ') });
    return undefined;
  } catch (error) {
    outcomes.add(['refused']);
    log('error', 'the new configuration is not valid; the one before it serves on', { reason: (error as Error).message });
    return (error as Error).message;
  }
}
