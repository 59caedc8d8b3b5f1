import { parseArgs } from 'node:util';
import { errorText } from '@modelmonitor/api/plain';
import type { SourcePlace } from '@modelmonitor/sources';
import { DriftUsageError } from './errors.ts';
import { hostAndPort } from './hostAndPort.ts';

export type DriftCommand = CheckCommand | (SourcePlace & { readonly command: 'bins' | 'background' });

/** One drift check: where its rows come from, and where its report goes to. */
export interface CheckCommand extends SourcePlace {
  readonly command: 'check';
  readonly rows: WindowFile | Pods | StoredRows;
  /** Directory that reports are kept in; none when undefined. */
  readonly reportsDirectory: string | undefined;
  /** ConfigMap the report is written to; none when undefined. */
  readonly configMap: ConfigMapPlace | undefined;
}

/** A window file; `-` is standard input. */
interface WindowFile {
  readonly from: 'file';
  readonly path: string;
}

/** Predictor pods, each of which sends its own window. */
interface Pods {
  readonly from: 'pods';
  /** Name that resolves to the addresses of all pods, or an address. */
  readonly host: string;
  readonly port: number;
  /** File with the token the pods want. */
  readonly tokenFile: string;
}

/** The durable log of the monitor, which the job reads itself. */
export interface StoredRows {
  readonly from: 'store';
  /** A SQLite file; undefined for PostgreSQL, whose URL is in the Secret that the resource names. */
  readonly path: string | undefined;
}

export interface ConfigMapPlace {
  readonly namespace: string;
  readonly name: string;
  /** Directory with the token and the certificate authority for the API server: `token` and `ca.crt`. */
  readonly serviceAccountDirectory: string;
}

const usage = `drift check --config DIR [--window FILE|- | --pods HOST:PORT --token FILE | --store file:PATH|postgres] [--reports DIR]
[--configmap NAMESPACE/NAME [--service-account DIR]], or drift bins|background --config DIR; all with
[--sources DIR] [--allow-local-addresses]`.replaceAll('\n', ' ');

/** Directory of a pod's service account. */
const mountedServiceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The drift job's command line.
 *
 * @param args arguments after the program's name
 * @returns the command; the window is read from standard input (`-`) unless a file or pods are named
 * @throws DriftUsageError with the expected and the received arguments
 */
export function driftArguments(args: readonly string[]): DriftCommand {
  const { command, values } = parseCommand(args);
  const { config, reports } = values;
  if (config === undefined || config === '') throw usageError('expected --config DIR');
  const place = placeOf(config, values);
  if (command !== 'check') {
    const others = Object.keys(values).filter((name) => !['config', 'sources', 'allow-local-addresses'].includes(name));
    if (others.length > 0) throw usageError(`${command}: expected --config, --sources and --allow-local-addresses only`);
    return { command, ...place };
  }
  return { command, ...place, rows: rowsOf(values), reportsDirectory: reports, configMap: configMapOf(values) };
}

type Values = ReturnType<typeof parseStrictly>['values'];

function placeOf(configDirectory: string, { sources, 'allow-local-addresses': allowLocalAddresses }: Values): SourcePlace {
  return {
    configDirectory,
    ...(sources === undefined ? {} : { sourcesDirectory: sources }),
    ...(allowLocalAddresses === undefined ? {} : { allowLocalAddresses }),
  };
}

function rowsOf({ window, pods, token, store }: Values): CheckCommand['rows'] {
  if (store !== undefined) {
    if (window !== undefined || pods !== undefined) throw usageError('expected --store, --pods or --window, got two of them');
    if (token !== undefined) throw usageError('--token requires --pods');
    return placeOfStore(store);
  }
  if (pods === undefined) {
    if (token !== undefined) throw usageError('--token requires --pods');
    return { from: 'file', path: window ?? '-' };
  }
  if (window !== undefined) throw usageError('expected --pods or --window, got both');
  if (token === undefined || token === '') throw usageError('--pods requires --token FILE');
  const place = hostAndPort(pods);
  if (place === undefined)
    throw usageError(`--pods: expected HOST:PORT, such as wine-pods.default.svc:9090 or [::1]:9090, got ${JSON.stringify(pods)}`);
  return { from: 'pods', ...place, tokenFile: token };
}

function placeOfStore(store: string): StoredRows {
  if (store === 'postgres') return { from: 'store', path: undefined };
  const path = store.startsWith('file:') ? store.slice('file:'.length) : '';
  if (path === '') throw usageError(`--store: expected file:PATH or postgres, got ${JSON.stringify(store)}`);
  return { from: 'store', path };
}

/** Names of objects (RFC 1123): they become part of a path. */
const objectName = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;

function configMapOf({ configmap, 'service-account': directory }: Values): ConfigMapPlace | undefined {
  if (configmap === undefined) {
    if (directory !== undefined) throw usageError('--service-account requires --configmap');
    return undefined;
  }
  const [namespace = '', name = '', ...rest] = configmap.split('/');
  if (rest.length > 0 || !objectName.test(namespace) || !objectName.test(name))
    throw usageError(`--configmap: expected NAMESPACE/NAME, got ${JSON.stringify(configmap)}`);
  if (directory === '') throw usageError('--service-account: expected a directory, got an empty value');
  return { namespace, name, serviceAccountDirectory: directory ?? mountedServiceAccount };
}

function parseCommand(args: readonly string[]): { command: DriftCommand['command']; values: Values } {
  const { values, positionals } = parseStrictly(args);
  const [command, ...rest] = positionals;
  if (command !== 'check' && command !== 'bins' && command !== 'background')
    throw usageError(`expected a command, got ${command ?? 'none'}`);
  if (rest.length > 0) throw usageError(`expected one command, got also ${rest.join(' ')}`);
  return { command, values };
}

function parseStrictly(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    ...{
      config: text,
      window: text,
      pods: text,
      token: text,
      store: text,
      reports: text,
      configmap: text,
      'service-account': text,
      sources: text,
    },
    'allow-local-addresses': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw usageError(errorText(cause), { cause });
  }
}

function usageError(what: string, options?: ErrorOptions): DriftUsageError {
  return new DriftUsageError(`${what}: ${usage}`, options);
}
