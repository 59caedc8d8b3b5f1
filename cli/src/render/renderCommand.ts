import { planFor, podPlacement } from '@modelmonitor/api';
import { type RenderContext, render } from '@modelmonitor/render';
import { defineCommand } from '../commands/defineCommand.ts';
import { names, namesAmong } from '../commands/nameList.ts';
import { flag, optional, repeatable, withDefault } from '../commands/option.ts';
import { assignments, oneOf, text } from '../commands/textReaders.ts';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { problemLines } from '../manifests/problemLines.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { yamlText } from '../manifests/yamlText.ts';
import { version } from '../version.ts';
import { clusterKeys } from './clusterKeys.ts';

/** `modelmonitor render` */
export const renderCommand = defineCommand({
  name: 'render',
  summary: 'print the Kubernetes objects for the ModelMonitors of a directory',
  synopsis: '-f DIR [-f DIR…] [--jwks FILE --issuer URL] [--without-prometheus]',
  about: [
    'Prints the objects that the operator would apply for each ModelMonitor, as YAML, in the order in which to apply them. Use it to',
    'review the objects, or to keep them in Git and run without the operator. Sends nothing to a cluster. Referenced ConfigMaps and Secrets may exist in the cluster only.',
    '',
    'Drift jobs authenticate to the pods with tokens of the cluster, so the objects contain its public keys: kubectl get --raw /openid/v1/jwks prints',
    'them, kubectl get --raw /.well-known/openid-configuration prints the issuer. Without them pods return no rows, and drift checks fail. Without the',
    'operator there are also no dated reports, no status, no drift metrics and no early checks.',
    '',
    'Exit code 0: printed, 1: invalid manifests, 2: wrong usage.',
  ].join('\n'),
  options: {
    filename: repeatable(text, { short: 'f', value: 'DIR', help: 'directory or file with manifests', atLeastOnce: true }),
    jwks: optional(text, { value: 'FILE', help: 'public keys of the cluster, as a JSON Web Key Set' }),
    issuer: optional(text, { value: 'URL', help: 'issuer of its tokens' }),
    'without-prometheus': flag('leave out ServiceMonitor and AlertmanagerConfig, for a cluster without the Prometheus operator'),
    'predictor-image': withDefault(text, {
      value: 'IMAGE',
      help: 'image of the predictor and the drift job',
      default: `modelmonitor/predictor:${version()}`,
    }),
    'drift-image': optional(text, { value: 'IMAGE', help: 'image of the drift job (default: the predictor image)' }),
    'service-monitor-labels': optional(assignments(text), { value: 'NAME=VALUE,…', help: 'labels of every ServiceMonitor' }),
    'pod-annotations': optional(names, { value: 'NAME,START*', help: 'annotations of pods that are allowed beside harmless ones' }),
    'image-pull-policy': withDefault(oneOf('Always', 'IfNotPresent', 'Never'), {
      value: 'POLICY',
      help: 'pull policy of the images',
      default: 'IfNotPresent',
    }),
    'image-pull-secrets': optional(names, { value: 'NAME,NAME', help: 'Secrets with registry credentials' }),
  },
  examples: [
    'modelmonitor render -f examples/wine --without-prometheus',
    'modelmonitor render -f examples/wine --jwks jwks.json --issuer https://kubernetes.default.svc',
  ],
  run: async ({ filename, jwks, issuer, ...options }, context) => {
    const { monitors, problems } = validateManifests(await loadManifests(filename, context.cwd), { referencesElsewhere: true });
    if (problems.length > 0) {
      for (const line of problemLines(problems)) context.stderr.write(`${line}\n`);
      return exitCode.failed;
    }
    const prometheus = !options['without-prometheus'];
    const rendering: RenderContext = {
      images: {
        predictor: options['predictor-image'],
        drift: options['drift-image'] ?? options['predictor-image'],
        pullPolicy: options['image-pull-policy'],
        pullSecrets: namesAmong(options['image-pull-secrets'] ?? [], []),
      },
      ownerUid: undefined,
      callers: await callersFrom({ jwks, issuer }, context),
      has: { serviceMonitor: prometheus, alertmanagerConfig: prometheus, httpRoute: true },
      serviceMonitorLabels: Object.fromEntries(options['service-monitor-labels'] ?? []),
      driftPaused: false,
    };
    const placement = { ...podPlacement, podAnnotations: namesAmong(options['pod-annotations'] ?? [], []) };
    const plans = monitors.map((monitor) => planFor(monitor, placement));
    for (const { name, unsupported } of plans) {
      for (const { path, message } of unsupported) context.stderr.write(`note: ${name}: ${path}: ${message}\n`);
    }
    const objects = plans.flatMap((plan) => render(plan, rendering)).map(({ object }) => object);
    context.stdout.write(objects.map((object) => yamlText(object)).join('---\n'));
    return exitCode.ok;
  },
});

async function callersFrom(
  { jwks, issuer }: { jwks: string | undefined; issuer: string | undefined },
  { cwd, stderr }: CommandContext,
): Promise<RenderContext['callers']> {
  if (jwks === undefined && issuer === undefined) {
    stderr.write('note: without --jwks and --issuer pods return no rows, and drift checks in the cluster fail\n');
    return undefined;
  }
  if (jwks === undefined || issuer === undefined) throw new UsageError('--jwks and --issuer must be given together');
  return { issuer, keys: await clusterKeys(jwks, cwd) };
}
