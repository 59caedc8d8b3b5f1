import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Report } from '@modelmonitor/api';
import { errorText } from '@modelmonitor/api/plain';
import type { ClusterVariables } from '../cluster/apiServer.ts';
import type { ConfigMapStore } from '../cluster/configMapStore.ts';
import type { CheckCommand, ConfigMapPlace } from '../driftArguments.ts';
import type { LookUp } from '../pods/podsOf.ts';
import { bufferAccount } from './bufferAccount.ts';
import { type CheckJob, checkJob } from './checkJob.ts';
import type { CollectedRows } from './collectedRows.ts';
import { type Configuration, readConfiguration } from './configuration.ts';

/** The world around a check, as parameters. */
export interface CheckWorld {
  readonly stdin: Readable;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly lookUp: LookUp;
  readonly cluster: ClusterVariables;
  /** Told what went wrong beside the failure itself. */
  readonly warn: (text: string) => void;
}

/**
 * One check from its rows to its report, which is stored where the command states. What only a cluster needs is not loaded elsewhere.
 *
 * @returns what to say: the report as JSON, or one line where it lies in a ConfigMap
 * @throws whatever failed, after it was written into the ConfigMap, if there is one that takes it
 */
export async function checkCommand(command: CheckCommand, world: CheckWorld): Promise<string> {
  const { configMap } = command;
  if (configMap === undefined) return JSON.stringify({ report: (await runCheck(command, world)).report });
  const store = await storeIn(configMap, world);
  try {
    const { report, rows } = await runCheck(command, world);
    await store.save(report);
    return checkLine(report, rows.source, configMap);
  } catch (error) {
    const warnUnwritten = (second: unknown) => world.warn(`the failure could not be written into the ConfigMap: ${errorText(second)}`);
    await store.saveFailure(errorText(error)).catch(warnUnwritten);
    throw error;
  }
}

async function runCheck(command: CheckCommand, world: CheckWorld): Promise<{ report: Report; rows: CollectedRows }> {
  const now = new Date(world.now());
  const configuration = await readConfiguration(command, world);
  const { rows, extend, close } = await rowsOf(command, configuration, world);
  // Rows of a store are counted while the report is computed.
  const report = await checkJob({ configuration, rows, now, ...(extend === undefined ? {} : { extend }) }).finally(close);
  if (command.reportsDirectory !== undefined) {
    const { fileReportStore } = await import('../reports/fileReportStore.ts');
    const { reportPages } = await import('../reports/reportPages.ts');
    const { history } = configuration.monitor.spec.drift;
    await fileReportStore(command.reportsDirectory, { history, now: world.now, warn: world.warn }).save(report, reportPages(report));
  }
  return { report, rows };
}

/** The rows of a check, and what closes their source. */
interface OpenRows {
  readonly rows: CollectedRows;
  readonly extend?: CheckJob['extend'];
  close(): Promise<void>;
}

const nothingToClose = () => Promise.resolve();

async function rowsOf({ rows, configDirectory }: CheckCommand, { monitor }: Configuration, world: CheckWorld): Promise<OpenRows> {
  const { stdin, lookUp, now, sleep, warn } = world;
  if (rows.from === 'file') {
    const { decodeWindow } = await import('@modelmonitor/tables/window');
    const bytes = rows.path === '-' ? await buffer(stdin) : await readFile(rows.path);
    const source = rows.path === '-' ? 'buffer' : 'window file';
    const window = decodeWindow(bytes);
    return { rows: { window, source, warnings: [], ...bufferAccount(window) }, close: nothingToClose };
  }
  if (rows.from === 'store') {
    const { openMonitorStore } = await import('../stored/openMonitorStore.ts');
    const { rowsOfStore } = await import('../stored/rowsOfStore.ts');
    const store = await openMonitorStore(rows, { monitor, configDirectory, now, warn });
    const { recordPerformance } = await import('../stored/recordPerformance.ts');
    const collected = await rowsOfStore(store, { monitor, now: now() }).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    const close = async () => {
      await collected.counted?.end();
      await store.close();
    };
    return { rows: collected, extend: (compared) => recordPerformance(store, compared, now()), close };
  }
  const { podsOf } = await import('../pods/podsOf.ts');
  const { collectRows } = await import('../pods/collectRows.ts');
  const pods = await podsOf(rows, { lookUp, sleep });
  return { rows: await collectRows(pods, { monitor, tokenFile: rows.tokenFile, now, sleep }), close: nothingToClose };
}

async function storeIn(place: ConfigMapPlace, { cluster, ...world }: CheckWorld): Promise<ConfigMapStore> {
  const { apiServer } = await import('../cluster/apiServer.ts');
  const { configMapStore } = await import('../cluster/configMapStore.ts');
  return configMapStore({ ...world, place, job: cluster.job, server: apiServer(cluster, place.serviceAccountDirectory) });
}

/** A check in one line, for `kubectl logs`. */
function checkLine({ verdict, reason, ...report }: Report, source: string, { namespace, name }: ConfigMapPlace): string {
  const { n_drifted_features: drifted, n_features: features, current, warnings, run } = report;
  return [
    `${verdict}${reason === undefined ? '' : ` (${reason})`}: ${drifted} of ${features} features drifted`,
    `${current.rows} rows from ${source}`,
    ...(warnings.length === 0 ? [] : [`warnings: ${warnings.length}`]),
    `run ${run} is in ConfigMap ${namespace}/${name}`,
  ].join('; ');
}
