import { podAudience, podPlacement } from '@modelmonitor/api';
import { type Child, child, digestLabel, labelsOf, nameAnnotation, type Rendering, roleLabel } from './child.ts';
import { cronOf } from './cronOf.ts';
import { localAddresses, sourceMounts, sourceVolumes } from './externalSources.ts';
import { configurationMount, configurationVolume, containerSecurity, podBase, scratch } from './podParts.ts';
import { podTemplateOf, templateEnvironment, templateFields, templateMounts, templateVolumes } from './podTemplateParts.ts';
import { affinityOf, storeMounts, storeVolumes } from './storeVolume.ts';

/** What a check may use by default: within the usual bounds of a namespace, unless it reads more rows than memory takes. */
const defaultResources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } };
const largeResources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '2', memory: '2Gi' } };
const mostRowsByDefault = 200_000;

/** How late, in seconds, a missed run may still start. */
const startingDeadlineSeconds = 300;

/** CronJob of the drift checks: one at a time, each with a time limit. */
export function driftCronJob(rendering: Rendering): Child {
  const { plan, context, digest } = rendering;
  const { schedule, suspend } = plan.drift.trigger;
  const { atClockTimes, ...when } = cronOf(schedule, `${plan.namespace}/${plan.name}`);
  return child('cronJob', rendering, {
    name: plan.names.drift,
    component: 'drift',
    fields: {
      spec: {
        ...when,
        suspend: suspend || context.driftPaused,
        concurrencyPolicy: 'Forbid',
        // With `@every`, no run would ever start if the deadline were shorter than the interval.
        ...(atClockTimes ? { startingDeadlineSeconds } : {}),
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: {
          metadata: {
            labels: { ...labelsOf(plan, 'drift'), [roleLabel]: 'run', [digestLabel]: digest },
            annotations: { [nameAnnotation]: plan.name },
          },
          spec: jobSpec(rendering),
        },
      },
    },
  });
}

function jobSpec(rendering: Rendering): Readonly<Record<string, unknown>> {
  const { plan } = rendering;
  const { labels, annotations, affinity, serviceAccountName = plan.names.drift } = podTemplateOf(rendering, 'drift');
  const store = storeVolumes(rendering, 'drift');
  const extra = templateVolumes(rendering, 'drift');
  return {
    backoffLimit: 1,
    activeDeadlineSeconds: plan.drift.timeoutSeconds,
    template: {
      metadata: { labels: { ...labels, ...labelsOf(plan, 'drift') }, ...(annotations === undefined ? {} : { annotations }) },
      spec: {
        ...podBase([...store, ...extra]),
        ...templateFields(rendering, 'drift'),
        ...(store.length > 0 ? affinityOf(rendering, affinity) : affinity === undefined ? {} : { affinity }),
        restartPolicy: 'Never',
        serviceAccountName,
        automountServiceAccountToken: true,
        containers: [container(rendering)],
        volumes: [
          configurationVolume(rendering, ['source', 'store']),
          scratch.volume,
          tokenVolume,
          ...sourceVolumes(rendering),
          ...store,
          ...extra,
        ],
      },
    },
  };
}

function resourcesOf({ plan }: Rendering): Readonly<Record<string, unknown>> {
  const { podTemplate, window, reference } = plan.monitor.spec.drift;
  return podTemplate?.resources ?? (Math.max(window.maxRows, reference.rows) > mostRowsByDefault ? largeResources : defaultResources);
}

const tokenDirectory = podPlacement.podTokenFile.slice(0, podPlacement.podTokenFile.lastIndexOf('/'));

const tokenVolume = {
  name: 'token',
  projected: {
    defaultMode: 0o444,
    sources: [
      {
        serviceAccountToken: {
          audience: podAudience,
          expirationSeconds: 600,
          path: podPlacement.podTokenFile.slice(tokenDirectory.length + 1),
        },
      },
    ],
  },
};

/** The Job of a pod, which its report names: the operator ends it where another container of the pod runs on. */
const jobName = { name: 'MODELMONITOR_JOB', valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } } };

function container(rendering: Rendering): Readonly<Record<string, unknown>> {
  const { plan, context } = rendering;
  const { images } = context;
  return {
    name: 'drift',
    image: images.drift,
    imagePullPolicy: images.pullPolicy,
    // A check of a million rows takes a third less memory so, and no more time.
    command: ['node', '--max-semi-space-size=2', '/app/job/src/main.ts'],
    args: [...plan.drift.argv, ...localAddresses(rendering)],
    ...templateEnvironment(rendering, 'drift', [jobName]),
    resources: resourcesOf(rendering),
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      configurationMount(podPlacement.configDirectory),
      scratch.mount,
      { name: 'token', mountPath: tokenDirectory, readOnly: true },
      ...sourceMounts(rendering),
      ...storeMounts(rendering, 'drift'),
      ...templateMounts(rendering, 'drift'),
    ],
  };
}
