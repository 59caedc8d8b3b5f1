import { createHash } from 'node:crypto';
import { canonicalJson, type Plan, podPlacement } from '@modelmonitor/api';
import { type Child, child, digestLabel, labelsOf, podSelector, type Rendering } from './child.ts';
import { localAddresses, sourceMounts, sourceVolumes } from './externalSources.ts';
import { clientsMounts, clientsVolumes, configurationMount, configurationVolume, containerSecurity, podBase, scratch } from './podParts.ts';
import { podTemplateOf, templateEnvironment, templateFields, templateMounts, templateVolumes } from './podTemplateParts.ts';
import type { RenderContext } from './renderContext.ts';
import { affinityOf, storeMounts, storeVolumes } from './storeVolume.ts';

/** Annotation of the Deployment: whether the resource or an autoscaler sets the number of pods. */
export const scaledByAnnotation = 'modelmonitor.dev/scaled-by';

const defaultResources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } };

/** Time, in seconds, for requests in progress and for the store, after the pod has stopped listening. */
const closeSeconds = 25;

/** Deployment of the predictor. A pod is terminated only when its replacement is ready. */
export function deployment(rendering: Rendering): Child {
  const { plan, digest } = rendering;
  const { autoscale } = plan.monitor.spec.serving;
  const template = podTemplate(rendering);
  return child('deployment', rendering, {
    name: plan.names.predictor,
    component: 'predictor',
    annotations: { [scaledByAnnotation]: autoscale === undefined ? 'resource' : 'autoscaler' },
    fields: {
      spec: {
        // An autoscaler sets the number itself.
        ...(autoscale === undefined ? { replicas: plan.predictor.replicas } : {}),
        revisionHistoryLimit: 3,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
        selector: { matchLabels: podSelector(plan, 'predictor') },
        template: { ...template, metadata: { ...template.metadata, labels: { ...template.metadata.labels, [digestLabel]: digest } } },
      },
    },
  });
}

/** The template of the pods, but for the label with its digest. */
function podTemplate(rendering: Rendering) {
  const { labels, annotations } = podTemplateOf(rendering, 'predictor');
  return {
    metadata: { labels: { ...labels, ...labelsOf(rendering.plan, 'predictor') }, ...(annotations === undefined ? {} : { annotations }) },
    spec: podSpec(rendering),
  };
}

function podSpec(rendering: Rendering): Readonly<Record<string, unknown>> {
  const { affinity, serviceAccountName } = podTemplateOf(rendering, 'predictor');
  const store = storeVolumes(rendering, 'predictor');
  const extra = templateVolumes(rendering, 'predictor');
  return {
    ...podBase([...store, ...extra]),
    ...templateFields(rendering, 'predictor', [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }]),
    ...affinityOf(rendering, affinity),
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: podPlacement.drainSeconds + closeSeconds,
    containers: [container(rendering)],
    volumes: [
      configurationVolume(rendering, ['source', 'store']),
      ...clientsVolumes(rendering),
      scratch.volume,
      // Before the first check there is none; the drift job writes it.
      { name: 'reports', configMap: { name: rendering.plan.names.drift, optional: true } },
      ...sourceVolumes(rendering),
      ...store,
      ...extra,
    ],
  };
}

function container(rendering: Rendering): Readonly<Record<string, unknown>> {
  const { plan, context } = rendering;
  const { images } = context;
  const probe = (path: string, more: Readonly<Record<string, number>>) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 5, ...more });
  return {
    name: 'predictor',
    image: images.predictor,
    imagePullPolicy: images.pullPolicy,
    command: ['node', ...plan.predictor.nodeFlags, '/app/predictor/src/main.ts'],
    args: [...plan.predictor.argv, ...localAddresses(rendering)],
    ...templateEnvironment(rendering, 'predictor'),
    ports: [
      { name: 'http', containerPort: podPlacement.port, protocol: 'TCP' },
      { name: 'metrics', containerPort: podPlacement.internalPort, protocol: 'TCP' },
    ],
    startupProbe: probe('/healthz', { periodSeconds: 1, failureThreshold: 120 }),
    readinessProbe: probe('/readyz', { periodSeconds: 5, failureThreshold: 2 }),
    livenessProbe: probe('/healthz', { periodSeconds: 10, failureThreshold: 6 }),
    resources: plan.monitor.spec.serving.resources ?? defaultResources,
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      configurationMount(podPlacement.configDirectory),
      ...clientsMounts(rendering),
      scratch.mount,
      { name: 'reports', mountPath: podPlacement.mountedReportsDirectory, readOnly: true },
      ...sourceMounts(rendering),
      ...storeMounts(rendering, 'predictor'),
      ...templateMounts(rendering, 'predictor'),
    ],
  };
}

/**
 * Changes when pods have to be replaced: with anything in their template, and with the model itself; not with traffic weights. It names the
 * configuration of these pods, so that a later one does not reach them.
 */
export function templateDigest(plan: Plan, context: RenderContext): string {
  const { task, features, target, versions } = plan.monitor.spec.model;
  const sources = versions.map(({ name, format, source }) => ({ name, format, source }));
  return createHash('sha256')
    .update(canonicalJson([podTemplate({ plan, context, digest: '' }), plan.hash, { task, features, target, sources }]))
    .digest('hex')
    .slice(0, 10);
}
