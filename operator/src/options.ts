import { parseArgs } from 'node:util';
import { UsageError } from '@modelmonitor/kube';
import type { Images } from '@modelmonitor/render';
import { type FlagEntry, flags } from './flags.ts';
import type { MailServer } from './status/routing.ts';

/** The command line of the operator. */
export interface OperatorOptions {
  readonly kubeconfig: string | undefined;
  /** Namespaces whose monitors it manages; all of them when undefined. */
  readonly namespaces: readonly string[] | undefined;
  /** Class of the monitors it manages; undefined: those without one. */
  readonly class: string | undefined;
  readonly images: Images;
  /** Labels of every ServiceMonitor. */
  readonly serviceMonitorLabels: Readonly<Record<string, string>>;
  /** Whether each monitor has a ServiceMonitor, or those of a namespace share one. */
  readonly serviceMonitorScope: 'monitor' | 'namespace';
  /** Ports of the API servers, to which checks may connect. */
  readonly apiServerPorts: readonly number[];
  /** Annotations that monitors may set on pods, beside harmless ones. */
  readonly podAnnotations: readonly string[];
  /** Labels of every AlertmanagerConfig. */
  readonly alertmanagerConfigLabels: Readonly<Record<string, string>>;
  /** Whether Alertmanager has a mail server of its own. */
  readonly mailServer: MailServer;
  /** `NAMESPACE/NAME` of the PrometheusRule of the chart; undefined without one. */
  readonly prometheusRule: string | undefined;
  /** Whether sources of monitors may lead to the pod itself, its link and metadata services. */
  readonly allowLocalAddresses: boolean;
  /** Namespace of the Lease; that of the service account or the kubeconfig's context when undefined. */
  readonly leaseNamespace: string | undefined;
  readonly leaseName: string;
  readonly leaderElection: boolean;
  /** File with the token that is sent to pods. */
  readonly podTokenFile: string | undefined;
  readonly http: { readonly host: string; readonly port: number };
  readonly workers: number;
  /** Requests per second to the API server: on average, and in a burst. */
  readonly requests: { readonly perSecond: number; readonly burst: number };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

type Flag = keyof typeof flags;

/**
 * Reads the command line.
 *
 * @returns the options, or the help when that is requested
 * @throws UsageError with the flag, the expected value and the one received
 */
export function readOptions(argv: readonly string[]): OperatorOptions | { readonly help: string } {
  const values = parseFlags(argv);
  if (values['help'] === true) return { help: helpText() };
  const value = (flag: Flag) => values[flag] as string | undefined;
  const number = (flag: Flag, least: number, most: number) => {
    const amount = Number(value(flag));
    if (Number.isInteger(amount) && amount >= least && amount <= most) return amount;
    throw new UsageError(`--${flag}: expected a whole number from ${least} to ${most}, got ${JSON.stringify(value(flag))}`);
  };
  const oneOf = <const Word extends string>(flag: Flag, ...words: readonly Word[]): Word => {
    const found = words.find((word) => word === value(flag));
    if (found !== undefined) return found;
    throw new UsageError(`--${flag}: expected one of ${words.join(', ')}, got ${JSON.stringify(value(flag))}`);
  };
  return {
    kubeconfig: value('kubeconfig'),
    namespaces: namespacesOf(value('namespaces')),
    class: classOf(value('class')),
    images: {
      predictor: value('predictor-image') ?? '',
      drift: value('drift-image') ?? value('predictor-image') ?? '',
      pullPolicy: oneOf('image-pull-policy', 'Always', 'IfNotPresent', 'Never'),
      pullSecrets: names(value('image-pull-secrets') ?? ''),
    },
    serviceMonitorLabels: labelsOf('service-monitor-labels', value('service-monitor-labels') ?? ''),
    alertmanagerConfigLabels: labelsOf('alertmanager-config-labels', value('alertmanager-config-labels') ?? ''),
    mailServer: oneOf('alertmanager-mail-server', 'auto', 'true', 'false'),
    prometheusRule: ruleName(value('prometheus-rule')),
    serviceMonitorScope: oneOf('service-monitor-scope', 'monitor', 'namespace'),
    apiServerPorts: portsOf(value('api-server-ports') ?? ''),
    podAnnotations: podAnnotationsOf(value('pod-annotations') ?? ''),
    allowLocalAddresses: oneOf('allow-local-addresses', 'true', 'false') === 'true',
    leaseNamespace: value('lease-namespace'),
    leaseName: value('lease-name') ?? '',
    leaderElection: oneOf('leader-elect', 'true', 'false') === 'true',
    podTokenFile: value('pod-token-file'),
    http: { host: value('http-host') ?? '', port: number('http-port', 0, 65_535) },
    workers: number('workers', 1, 256),
    requests: { perSecond: number('qps', 1, 100_000), burst: number('burst', 1, 100_000) },
    logLevel: oneOf('log-level', 'debug', 'info', 'warn', 'error'),
  };
}

function parseFlags(argv: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const options = Object.fromEntries(
    Object.entries<FlagEntry>(flags).map(([name, { type, default: given }]) => [
      name,
      given === undefined ? { type } : { type, default: given },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options: { ...options, help: { type: 'boolean', short: 'h' } } }).values as Readonly<
      Record<string, string | boolean | undefined>
    >;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message.split('. ')[0]}; --help lists the flags`, { cause });
  }
}

function classOf(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  if (/^[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?$/.test(name)) return name;
  throw new UsageError(`--class: expected a name of at most 50 lower-case letters, digits and hyphens, got ${JSON.stringify(name)}`);
}

function namespacesOf(list: string | undefined): readonly string[] | undefined {
  if (list === undefined || list === '') return undefined;
  const found = names(list);
  const wrong = found.find((name) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  if (wrong !== undefined) throw new UsageError(`--namespaces: expected names of namespaces, got ${JSON.stringify(wrong)}`);
  return [...new Set(found)].sort();
}

function portsOf(list: string): readonly number[] {
  const ports = names(list).map(Number);
  const isPort = (port: number) => Number.isInteger(port) && port > 0 && port < 65_536;
  if (ports.length > 0 && ports.every(isPort)) return ports;
  throw new UsageError(`--api-server-ports: expected ports from 1 to 65535, got ${JSON.stringify(list)}`);
}

function podAnnotationsOf(list: string): readonly string[] {
  const found = names(list);
  const wrong = found.find((name) => !/^([A-Za-z0-9]([-A-Za-z0-9_.]*[/])?[-A-Za-z0-9_.]*)?[*]?$/.test(name));
  if (wrong !== undefined) throw new UsageError(`--pod-annotations: expected names of annotations, got ${JSON.stringify(wrong)}`);
  return found;
}

function ruleName(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (/^[a-z0-9][-a-z0-9]*\/[a-z0-9][-.a-z0-9]*$/.test(value)) return value;
  throw new UsageError(`--prometheus-rule: expected NAMESPACE/NAME, got ${JSON.stringify(value)}`);
}

function labelsOf(flag: Flag, list: string): Readonly<Record<string, string>> {
  const pairs = names(list).map((pair) => [pair, /^([^=]+)=(.*)$/.exec(pair)?.slice(1)] as const);
  const wrong = pairs.find(([, parts]) => parts === undefined);
  if (wrong !== undefined) throw new UsageError(`--${flag}: expected NAME=VALUE, got ${JSON.stringify(wrong[0])}`);
  return Object.fromEntries(pairs.map(([, parts]) => parts as [string, string]));
}

function names(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function helpText(): string {
  const rows = Object.entries<FlagEntry>(flags).map(([name, flag]) => [
    `--${name} ${flag.value}`,
    `${flag.help}${flag.default ? ` (default ${flag.default})` : ''}`,
  ]);
  const width = Math.max(...rows.map(([flag = '']) => flag.length)) + 2;
  return [
    'usage: modelmonitor-operator [flags]',
    '',
    'Creates the objects that serve, measure and check the model of every ModelMonitor, and keeps them up to date. Runs in a cluster',
    '(service account) or outside (KUBECONFIG). Replicas share one lease: one leads, the others stand by with warm caches.',
    '',
    'flags:',
    ...rows.map(([flag = '', help = '']) => `  ${flag.padEnd(width)}${help}`),
    `  ${'-h, --help'.padEnd(width)}this text`,
    '',
  ].join('\n');
}
