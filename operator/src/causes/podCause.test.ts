import type { RawObject } from '@modelmonitor/kube';
import { isBeingCreated, podCause } from './podCause.ts';

const noon = Date.UTC(2026, 5, 1, 12);
const minutesAgo = (minutes: number) => new Date(noon - minutes * 60_000).toISOString();

const pod = (status: object): RawObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'wine-5d8f-x2x4z' }, status });
const container = (rest: object) =>
  pod({ phase: 'Running', containerStatuses: [{ name: 'predictor', ready: false, restartCount: 0, ...rest }] });
const waiting = (reason: string, message?: string, rest: object = {}) =>
  container({ state: { waiting: { reason, ...(message === undefined ? {} : { message }) } }, ...rest });
const ended = (rest: object) => ({ terminated: { exitCode: 1, reason: 'Error', finishedAt: minutesAgo(1), ...rest } });
const log =
  '{"level":"info","message":"starting"}\n{"level":"error","message":"the predictor cannot start","reason":"Secret typo with the key htpasswd is needed"}\n';

// The texts are those of a kubelet and a scheduler of Kubernetes 1.34.
test.each([
  {
    what: 'an image that does not exist',
    is: waiting(
      'ImagePullBackOff',
      'Back-off pulling image "modelmonitor/predictor:9.9.9": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/modelmonitor/predictor:9.9.9": not found',
    ),
    cause: /^ImagePullBackOff pod wine-5d8f-x2x4z: container predictor: Back-off pulling image .*: not found$/,
  },
  { what: 'the first failure to pull', is: waiting('ErrImagePull', 'not found'), cause: /^ImagePullBackOff .*: not found$/ },
  {
    what: 'a Secret that a variable needs',
    is: waiting('CreateContainerConfigError', 'secret "typo" not found'),
    cause: /^CreateContainerConfigError .*: secret "typo" not found$/,
  },
  {
    what: 'a container that ends again and again',
    is: waiting('CrashLoopBackOff', 'back-off 20s restarting failed container=predictor pod=wine-5d8f-x2x4z_models(1)', {
      restartCount: 3,
      lastState: ended({ message: log }),
    }),
    cause: /^CrashLoopBackOff .*exit code 1 \(Error\): the predictor cannot start: Secret typo with the key htpasswd is needed$/,
  },
  {
    what: 'a container that runs again, and ended twice',
    is: container({ restartCount: 2, state: { running: {} }, lastState: ended({ message: 'no model' }) }),
    cause: /^CrashLoopBackOff .*: no model$/,
  },
  {
    what: 'a container that ended once',
    is: container({ restartCount: 1, state: { running: {} }, lastState: ended({}) }),
    cause: undefined,
  },
  {
    what: 'a container that ended long ago, and is not ready now',
    is: container({ restartCount: 9, state: { running: {} }, lastState: ended({ finishedAt: minutesAgo(60) }) }),
    cause: undefined,
  },
  {
    what: 'too little memory',
    is: waiting('CrashLoopBackOff', 'back-off', { restartCount: 1, lastState: ended({ reason: 'OOMKilled', exitCode: 137 }) }),
    cause: /^OOMKilled .*container predictor was OOMKilled \(exit code 137\)$/,
  },
  {
    what: 'too little memory, a moment ago',
    is: container({ state: ended({ reason: 'OOMKilled', exitCode: 137 }) }),
    cause: /^OOMKilled /,
  },
  {
    what: 'no node',
    is: pod({
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message:
            '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
        },
      ],
    }),
    cause: /^Unschedulable 0\/1 nodes are available: 1 Insufficient cpu\. .* for incoming pod$/,
  },
  { what: 'a pod that starts', is: waiting('ContainerCreating'), cause: undefined },
  { what: 'a pod without a status', is: { ...pod({}), status: undefined }, cause: undefined },
  {
    what: 'a pod that is ready',
    is: pod({ conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ name: 'a', restartCount: 9, lastState: ended({}) }] }),
    cause: undefined,
  },
  {
    what: 'a pod that is being deleted',
    is: { ...waiting('ImagePullBackOff', 'no'), metadata: { name: 'wine', deletionTimestamp: minutesAgo(1) } },
    cause: undefined,
  },
  {
    what: 'a container of a webhook',
    is: pod({
      initContainerStatuses: [{ name: 'mesh', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff', message: 'no' } } }],
    }),
    cause: /container mesh: no$/,
  },
])('$what', ({ is, cause }) => {
  const found = podCause(is as RawObject, noon);
  if (cause === undefined) expect(found).toBeUndefined();
  else expect(`${found?.reason} ${found?.message}`).toMatch(cause);
});

test('a text of another program is one line, without control characters, and cut', () => {
  const message = `a\u001b[2Jb\nc\u202e${'d'.repeat(5000)}`;
  expect(podCause(waiting('ErrImagePull', message), noon)?.message).toMatch(/: a \[2Jb c d{400,}…$/);
  expect(podCause(waiting('ErrImagePull', message), noon)?.message.length).toBeLessThan(600);
});

test('a pod with a node that waits for its volumes is being created', () => {
  const scheduled = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] };
  expect(isBeingCreated(pod(scheduled))).toBe(true);
  const creating = { name: 'a', restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } };
  expect(isBeingCreated(pod({ ...scheduled, containerStatuses: [creating] }))).toBe(true);
  expect(isBeingCreated(pod({ phase: 'Pending' }))).toBe(false);
  expect(isBeingCreated(waiting('ContainerCreating'))).toBe(false);
});
