import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { archiveName, childNames, ownValue, type Report, reportKeys, reportOfConfigMap } from '@modelmonitor/api';
import type { CommandContext } from '../context.ts';
import { InputError } from '../errors.ts';

/** Which report of which cluster. */
export interface ClusterReportPlace {
  /** Name of the ModelMonitor. */
  readonly name: string;
  /** Its namespace; that of the kubeconfig's context when undefined. */
  readonly namespace: string | undefined;
  /** A run of the history; the newest when undefined. */
  readonly run: string | undefined;
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
}

/** A report as the cluster keeps it. */
interface ClusterReport {
  readonly report: Report;
  /** Its page; undefined where it was too large to be kept. */
  readonly page: string | undefined;
  /** The page of data quality and stability, if there is one. */
  readonly quality: string | undefined;
}

interface FoundConfigMap {
  readonly metadata: { readonly namespace: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** Most bytes that a page unpacks to. */
const mostUnpackedBytes = 64 * 1024 * 1024;

/**
 * Reads a report from its ConfigMap with kubectl, which knows how the user logs in to the cluster.
 *
 * @throws InputError without kubectl, without access, without such a monitor, and before the first report
 */
export async function readClusterReport(place: ClusterReportPlace, env: CommandContext['env']): Promise<ClusterReport> {
  const { name, run } = place;
  const names = childNames(name);
  const configMap = run === undefined ? names.drift : archiveName(names, run);
  const found = await findConfigMap(configMap, place, env);
  const where = place.namespace === undefined ? "the namespace of the kubeconfig's context" : `namespace ${place.namespace}`;
  if (found === undefined) {
    const kept =
      run === undefined
        ? `is ${name} a ModelMonitor there?`
        : `kubectl get mm ${name} -o jsonpath='{.status.drift.history}' lists the runs that are kept`;
    throw new InputError(`expected ConfigMap ${configMap} in ${where}, found none: ${kept}`);
  }
  const { data = {}, binaryData = {} } = found;
  if (data[reportKeys.json] === undefined && binaryData[reportKeys.gzippedJson] === undefined)
    throw new InputError(`no check of ${found.metadata.namespace}/${name} has written a report yet`);
  const report = reportOfConfigMap(found, run);
  if (typeof report === 'string') throw new InputError(`ConfigMap ${found.metadata.namespace}/${configMap} holds no report: ${report}`);
  return { report, page: pageIn(found, reportKeys.page), quality: pageIn(found, reportKeys.qualityPage) };
}

function pageIn({ binaryData = {} }: FoundConfigMap, key: string): string | undefined {
  const packed = ownValue(binaryData, key);
  if (packed === undefined) return undefined;
  try {
    return gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostUnpackedBytes }).toString('utf8');
  } catch (cause) {
    throw new InputError(`${key} of the ConfigMap cannot be unpacked: ${(cause as Error).message}`, { cause });
  }
}

async function findConfigMap(
  configMap: string,
  { namespace, context, kubeconfig }: ClusterReportPlace,
  env: CommandContext['env'],
): Promise<FoundConfigMap | undefined> {
  const args = [
    ...['get', 'configmap', configMap, '--output=json', '--ignore-not-found'],
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
  ];
  const output = await kubectl(args, env);
  return output.trim() === '' ? undefined : (JSON.parse(output) as FoundConfigMap);
}

async function kubectl(args: readonly string[], env: CommandContext['env']): Promise<string> {
  const child = spawn('kubectl', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'ENOENT' ? 'expected kubectl on the PATH, found none' : `kubectl could not be started: ${cause.message}`;
      reject(new InputError(reason, { cause }));
    });
    child.once('close', resolve);
  });
  const outputs = child.stdout === null || child.stderr === null ? ['', ''] : [text(child.stdout), text(child.stderr)];
  const [code, output = '', problem = ''] = await Promise.all([ended, ...outputs]);
  if (code !== 0) throw new InputError(`kubectl: ${problem.trim().split('\n').at(-1) || `it ended with ${code}`}`);
  return output;
}
