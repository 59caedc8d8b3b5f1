import { join } from 'node:path';
import { type ModelMonitor, type Placement, planFor, reportsDirectory } from '@modelmonitor/api';
import { type Environment, type RunningPredictor, startPredictor } from '@modelmonitor/predictor';
import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import type { DataObjects } from '../manifests/dataObjects.ts';
import { materialise } from '../manifests/materialise.ts';
import { type DataLock, lockData } from './dataLock.ts';
import { driftSchedule } from './driftSchedule.ts';

export interface StartMonitorOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  /** Directory with one folder per monitor. */
  readonly dataDirectory: string;
  readonly objects: DataObjects;
  /** Whether checks start automatically. */
  readonly scheduled: boolean;
}

/** A monitor that runs on this machine. */
export interface RunningMonitor {
  /** `NAMESPACE/NAME`. */
  readonly identity: string;
  /** Its name, with its namespace where that is not `default`. */
  readonly name: string;
  readonly port: number;
  readonly predictor: RunningPredictor;
  /** The resource as last written for the predictor. */
  readonly resource: () => ModelMonitor;
  /** Directory of its reports. */
  readonly reports: string;
  /** Writes a new version of the resource for the predictor, which reloads it without a restart. */
  update(monitor: ModelMonitor, objects: DataObjects): Promise<void>;
  close(): Promise<void>;
}

/** One cache for all monitors; on a laptop a source may be a server on the laptop. */
function laptopSources(dataDirectory: string): Pick<Placement, 'sourcesDirectory' | 'allowLocalAddresses'> {
  return { sourcesDirectory: join(dataDirectory, '.sources'), allowLocalAddresses: true };
}

/**
 * Starts the predictor of a monitor and the schedule of its drift checks, according to its plan.
 *
 * @throws InputError naming the monitor: a port that is taken, a Secret without an account, a directory that cannot be written
 */
export async function startMonitor(monitor: ModelMonitor, options: StartMonitorOptions): Promise<RunningMonitor> {
  const { clock, host, port, objects, scheduled } = options;
  const name = monitorLabel(monitor);
  // Several monitors share a process: each log line names its monitor.
  const { writeLog } = options.environment;
  const environment: Environment = {
    ...options.environment,
    writeLog: (record) => writeLog({ ...record, message: `${name}: ${record.message}` }),
  };
  const directory = monitorDirectory(options.dataDirectory, monitor);
  const placement: Placement = {
    configDirectory: join(directory, 'config'),
    host,
    port,
    dataDirectory: directory,
    keptModelsDirectory: join(directory, 'models'),
    ...laptopSources(options.dataDirectory),
  };
  const writeConfiguration = (next: ModelMonitor, data: DataObjects) =>
    materialise({ plan: planFor(next, placement), objects: data, now: clock.now() }, placement.configDirectory);
  let lock: DataLock | undefined;
  try {
    lock = lockData(directory, (message) => environment.writeLog({ time: clock.now(), level: 'warn', message, fields: {} }));
    await writeConfiguration(monitor, objects);
    const predictor = await startPredictor(placement, environment);
    const controller = new AbortController();
    let resource = monitor;
    const schedule = scheduled ? driftSchedule(predictor, clock, controller.signal) : Promise.resolve();
    return {
      identity: `${monitor.metadata.namespace}/${monitor.metadata.name}`,
      name,
      port: predictor.port,
      predictor,
      reports: reportsDirectory(directory),
      resource: () => resource,
      async update(next, data) {
        await writeConfiguration(next, data);
        resource = next;
      },
      async close() {
        controller.abort();
        await predictor.close().finally(() => lock?.release());
        await schedule;
      },
    };
  } catch (cause) {
    lock?.release();
    throw new InputError(`${name} cannot be started: ${(cause as Error).message}`, { cause });
  }
}

/** Folder of a monitor in the data directory. */
export function monitorDirectory(dataDirectory: string, { metadata: { namespace, name } }: Pick<ModelMonitor, 'metadata'>): string {
  return join(dataDirectory, `${namespace}.${name}`);
}

/** Name of a monitor for users. */
export function monitorLabel({ metadata: { namespace, name } }: Pick<ModelMonitor, 'metadata'>): string {
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
