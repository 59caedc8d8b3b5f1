import { podAudience, podPlacement } from '@modelmonitor/api';
import { type Child, child, labelsOf, nameAnnotation, type Rendering, roleLabel } from './child.ts';
import { cronOf } from './cronOf.ts';
import { localAddresses, sourceMounts, sourceVolumes } from './externalSources.ts';
import { configurationMount, configurationVolume, containerSecurity, podBase, scratch } from './podParts.ts';
import { affinityOf, storeMounts, storeVolumes } from './storeVolume.ts';

const resources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '2Gi' } };

/** How late, in seconds, a missed run may still start. */
const startingDeadlineSeconds = 300;

/** CronJob of the drift checks: one at a time, each with a time limit. */
export function driftCronJob(rendering: Rendering): Child {
  const { plan, context } = rendering;
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
          metadata: { labels: { ...labelsOf(plan, 'drift'), [roleLabel]: 'run' }, annotations: { [nameAnnotation]: plan.name } },
          spec: jobSpec(rendering),
        },
      },
    },
  });
}

function jobSpec(rendering: Rendering): Readonly<Record<string, unknown>> {
  const { plan } = rendering;
  const store = storeVolumes(rendering, 'drift');
  return {
    backoffLimit: 1,
    activeDeadlineSeconds: plan.drift.timeoutSeconds,
    template: {
      metadata: { labels: labelsOf(plan, 'drift') },
      spec: {
        ...podBase(rendering, store),
        ...(store.length === 0 ? {} : affinityOf(rendering)),
        restartPolicy: 'Never',
        serviceAccountName: plan.names.drift,
        automountServiceAccountToken: true,
        containers: [container(rendering)],
        volumes: [configurationVolume(rendering, ['source', 'store']), scratch.volume, tokenVolume, ...sourceVolumes(rendering), ...store],
      },
    },
  };
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
    resources,
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      configurationMount(podPlacement.configDirectory),
      scratch.mount,
      { name: 'token', mountPath: tokenDirectory, readOnly: true },
      ...sourceMounts(rendering),
      ...storeMounts(rendering, 'drift'),
    ],
  };
}
