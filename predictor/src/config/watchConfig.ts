import type { Validate } from '@modelmonitor/api';
import { readMonitor, watchConfigVersion } from '@modelmonitor/sources';
import type { Environment } from '../environment.ts';
import type { PodGate } from '../http/auth/pod/podGate.ts';
import type { Log } from '../log/logRecord.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import type { Tally } from '../telemetry/tally.ts';

export interface WatchConfigOptions {
  readonly configDirectory: string;
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
  stop(): void;
}

/** Applies every new valid configuration; an invalid one is reported, and the previous one continues to serve. */
export function watchConfig(options: WatchConfigOptions): WatchedConfig {
  const { configDirectory, environment, podGate, taken } = options;
  let error: string | undefined;
  const { every } = environment;
  const onChange = async () => {
    // First and independently: a withdrawn key admits no one, even when the rest is invalid.
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
    log('error', 'the new configuration is not valid; the previous one continues to serve', { reason: (error as Error).message });
    return (error as Error).message;
  }
}
