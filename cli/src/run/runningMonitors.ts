import type { ModelMonitor } from '@modelmonitor/api';
import { InputError } from '../errors.ts';
import type { DataObjects } from '../manifests/dataObjects.ts';
import { monitorLabel, type RunningMonitor, type StartMonitorOptions, startMonitor } from './startMonitor.ts';

/** Outcome of a change of the monitors. */
interface AppliedMonitors {
  /** Newly started monitors. */
  readonly started: readonly RunningMonitor[];
  /** Why a monitor could not be started, changed or stopped; each message names it. */
  readonly failures: readonly string[];
}

/** The monitors of a manifest directory that run on this machine. */
export interface RunningMonitors {
  readonly all: () => readonly RunningMonitor[];
  /** The one of that namespace and name; undefined when none runs. */
  get(namespace: string, name: string): RunningMonitor | undefined;
  /** Starts new monitors, updates running ones, stops removed ones. A failure does not affect the other monitors. */
  apply(monitors: readonly ModelMonitor[], objects: DataObjects): Promise<AppliedMonitors>;
  /** Each reports that the newest manifests were rejected, until others are applied. */
  reject(reason: string): void;
  /** Stops all at the same time, then throws the first error. */
  close(): Promise<void>;
}

/** Longest reason of a rejected change that a monitor reports, in characters. */
const longestReason = 1000;

/** @param options the port is the first monitor's; further ones use the next free numbers (all use any free port when it is 0) */
export function runningMonitors(options: Omit<StartMonitorOptions, 'objects'>): RunningMonitors {
  const running = new Map<string, RunningMonitor>();
  const stopOthers = (needed: ReadonlySet<string>) => {
    const gone = [...running].filter(([identity]) => !needed.has(identity));
    for (const [identity] of gone) running.delete(identity);
    return Promise.allSettled(gone.map(([, monitor]) => stop(monitor)));
  };
  const startOrUpdate = async (monitor: ModelMonitor, objects: DataObjects): Promise<RunningMonitor | undefined> => {
    const identity = identityOf(monitor);
    const known = running.get(identity);
    if (known !== undefined) {
      await update(known, { monitor, objects });
      return undefined;
    }
    const fresh = await startMonitor(monitor, { ...options, objects, port: freePort(monitor, options.port, running) });
    running.set(identity, fresh);
    return fresh;
  };
  return {
    all: () => [...running.values()],
    get: (namespace, name) => running.get(identityOf({ metadata: { namespace, name } })),
    async apply(monitors, objects) {
      const failures = failuresOf(await stopOthers(new Set(monitors.map(identityOf))));
      const started: RunningMonitor[] = [];
      for (const monitor of monitors) {
        try {
          const fresh = await startOrUpdate(monitor, objects);
          if (fresh !== undefined) started.push(fresh);
        } catch (error) {
          failures.push((error as Error).message);
        }
      }
      return { started, failures };
    },
    reject(reason) {
      for (const { predictor } of running.values()) predictor.rejectConfiguration(reason.slice(0, longestReason));
    },
    async close() {
      const failure = (await stopOthers(new Set())).find(({ status }) => status === 'rejected');
      if (failure?.status === 'rejected') throw failure.reason;
    },
  };
}

function identityOf({ metadata: { namespace, name } }: Pick<ModelMonitor, 'metadata'>): string {
  return `${namespace}/${name}`;
}

/** The first port from the given one on that no other monitor has; 0, any free one, stays 0. */
function freePort(monitor: ModelMonitor, from: number, running: ReadonlyMap<string, RunningMonitor>): number {
  const taken = new Set([...running.values()].map(({ port }) => port));
  let port = from;
  while (port !== 0 && taken.has(port)) port++;
  if (port > 65_535) throw new InputError(`${monitorLabel(monitor)} cannot be started: expected a free port from ${from} on, got none`);
  return port;
}

async function update(known: RunningMonitor, { monitor, objects }: { monitor: ModelMonitor; objects: DataObjects }): Promise<void> {
  try {
    await known.update(monitor, objects);
    known.predictor.rejectConfiguration(undefined);
  } catch (cause) {
    const error = new InputError(`${known.name} cannot be changed: ${(cause as Error).message}`, { cause });
    known.predictor.rejectConfiguration(error.message.slice(0, longestReason));
    throw error;
  }
}

async function stop(monitor: RunningMonitor): Promise<void> {
  try {
    await monitor.close();
  } catch (cause) {
    throw new InputError(`${monitor.name} could not be stopped: ${(cause as Error).message}`, { cause });
  }
}

function failuresOf(results: readonly PromiseSettledResult<void>[]): string[] {
  return results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []));
}
