import { join } from 'node:path';
import { type ModelMonitor, type Placement, planFor, reportsDirectory } from '@modelmonitor/api';
import { type Environment, type RunningPredictor, startPredictor } from '@modelmonitor/predictor';
import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import type { DataObjects } from '../manifests/dataObjects.ts';
import { materialise } from '../manifests/materialise.ts';
import { driftSchedule } from './driftSchedule.ts';

export interface StartMonitorOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  /** Directory that holds one folder a monitor. */
  readonly dataDirectory: string;
  readonly objects: DataObjects;
  /** Whether checks start by themselves. */
  readonly scheduled: boolean;
}

/** A monitor that runs on this machine. */
export interface RunningMonitor {
  /** Its name, with its namespace where that is not `default`. */
  readonly name: string;
  readonly port: number;
  readonly predictor: RunningPredictor;
  /** The resource as it was laid in front of the predictor last. */
  readonly resource: () => ModelMonitor;
  /** Where its reports lie. */
  readonly reports: string;
  /** Lays a new version of the resource in front of the predictor, which takes it without a restart. */
  update(monitor: ModelMonitor, objects: DataObjects): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts what the plan of a monitor asks for: the predictor and the schedule of its drift checks.
 *
 * @throws InputError naming the monitor: a port that is taken, a Secret without an account, a directory that cannot be written
 */
export async function startMonitor(monitor: ModelMonitor, options: StartMonitorOptions): Promise<RunningMonitor> {
  const { clock, host, port, objects, scheduled } = options;
  const name = shownName(monitor);
  // Of several monitors in one process: each log line names its own.
  const { writeLog } = options.environment;
  const environment: Environment = {
    ...options.environment,
    writeLog: (record) => writeLog({ ...record, message: `${name}: ${record.message}` }),
  };
  const directory = monitorDirectory(options.dataDirectory, monitor);
  const placement: Placement = { configDirectory: join(directory, 'config'), host, port, dataDirectory: directory };
  const lay = (wanted: ModelMonitor, data: DataObjects) =>
    materialise({ plan: planFor(wanted, placement), objects: data, now: clock.now() }, placement.configDirectory);
  try {
    await lay(monitor, objects);
    const predictor = await startPredictor(placement, environment);
    const controller = new AbortController();
    let resource = monitor;
    const schedule = scheduled ? driftSchedule(predictor, clock, controller.signal) : Promise.resolve();
    return {
      name,
      port: predictor.port,
      predictor,
      reports: reportsDirectory(directory),
      resource: () => resource,
      async update(next, data) {
        await lay(next, data);
        resource = next;
      },
      async close() {
        controller.abort();
        await predictor.close();
        await schedule;
      },
    };
  } catch (cause) {
    throw new InputError(`${name} cannot be started: ${(cause as Error).message}`, { cause });
  }
}

/** Folder of a monitor in the data directory. */
export function monitorDirectory(dataDirectory: string, { metadata: { namespace, name } }: Pick<ModelMonitor, 'metadata'>): string {
  return join(dataDirectory, `${namespace}.${name}`);
}

/** What a user calls a monitor. */
export function shownName({ metadata: { namespace, name } }: Pick<ModelMonitor, 'metadata'>): string {
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
