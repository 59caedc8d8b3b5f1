import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createValidator, type ModelMonitor } from '@modelmonitor/api';
import { type ReadSource, SourceError, type Sources, sourceBytes } from '@modelmonitor/sources';
import { constantForest, testMonitor, testVersion } from '../testConfiguration.ts';
import { testSources } from '../testSources.ts';
import { createExplanationService } from './explanationService.ts';
import { createLiveServing } from './liveServing.ts';
import { refreshVersions } from './refreshVersions.ts';

const place = 'https://models.example.org/wine.json';
const verify = { source: { configMap: { name: 'v1', key: 'verify.json' } } };

/** A resource with one version whose model is not on this machine. */
function resource(more: object): ModelMonitor {
  const { monitor, problems } = createValidator()(testMonitor({ versions: [testVersion('v1', more)] }));
  if (monitor === undefined) throw new Error(JSON.stringify(problems));
  Object.assign(monitor.spec.model.versions[0] as object, { source: { elsewhere: place } });
  return monitor;
}

/** A serving whose sources and clock are set by the test; `after` lets seconds pass. */
async function refreshed(more: object, first: object | Error) {
  let content = first;
  let seconds = 0;
  let reads = 0;
  const log: string[] = [];
  const read: ReadSource = async ({ configMap }) => {
    if (configMap !== undefined) return sourceBytes(Buffer.from(JSON.stringify(rows)), 'ConfigMap');
    reads++;
    if (content instanceof Error) throw content;
    return sourceBytes(Buffer.from(JSON.stringify(content)), place);
  };
  const rows = { rows: [{ features: { driver_number: 1, soil: 'clay' }, prediction: 'white' }] };
  const sources = { ...testSources(read).sources, readSecret: async () => '' } as unknown as Sources;
  let tick = async () => undefined as unknown;
  const environment = {
    now: () => seconds * 1000,
    monotonicSeconds: () => seconds,
    random: () => 0.5,
    turn: async () => undefined,
    randomBytes: (count: number) => Buffer.alloc(count),
    every: (_milliseconds: number, task: () => Promise<void>) => {
      tick = task;
      return { stop: () => undefined };
    },
  };
  const serving = await createLiveServing(resource(more), {
    environment: environment as never,
    log: (_level, message) => log.push(message),
    sources,
    driftChild: { bins: () => Promise.reject(new Error('no bins')) },
  });
  refreshVersions({ serving, environment });
  return {
    log,
    reads: () => reads,
    state: () => serving.live().state,
    become: (next: object | Error) => {
      content = next;
    },
    /** Runs the timer every second. */
    async after(count: number) {
      for (let second = 0; second < count; second++) {
        seconds++;
        await tick();
      }
    },
    async predicted() {
      const { model } = serving.live().state.versions.get('v1') ?? {};
      return (await model?.predict(Float64Array.of(1, 0, 10), 1))?.values[0];
    },
  };
}

test('newer bytes answer at the next look, and the place and the time of the model are those of the newer one', async () => {
  const serving = await refreshed({ refresh: { every: '10s' } }, constantForest(0));
  const state = serving.state();
  serving.become(constantForest(1));
  await serving.after(10);
  expect(await serving.predicted()).toBe(0);
  await serving.after(1);
  expect(await serving.predicted()).toBe(1);
  const { loadedAt, origin, sha256 } = serving.state().versions.get('v1') ?? {};
  expect([loadedAt, origin, sha256 === state.versions.get('v1')?.sha256]).toEqual([11_000, place, false]);
  expect([serving.state().contract, serving.state().split]).toEqual([state.contract, state.split]);
  expect(serving.log).toContain('version v1 has a new model');
});

test('a look that finds the same bytes changes nothing', async () => {
  const serving = await refreshed({ refresh: { every: '10s' } }, constantForest(0));
  const state = serving.state();
  await serving.after(40);
  expect([serving.reads(), serving.state() === state]).toEqual([4, true]);
});

test('bytes that do not prove themselves are refused once, and the earlier model answers', async () => {
  const serving = await refreshed({ verify, refresh: { every: '10s' } }, constantForest(1));
  serving.become(constantForest(0));
  await serving.after(60);
  expect(await serving.predicted()).toBe(1);
  expect(serving.state().versions.get('v1')?.replacement?.error).toContain('expected class "white", got "red"');
  expect(serving.log.filter((line) => line.includes('continues'))).toHaveLength(1);
  serving.become(constantForest(1));
  await serving.after(11);
  expect(serving.state().versions.get('v1')?.replacement).toBeUndefined();
});

test('a source that cannot be read is tried again, ever less often, also without refresh', async () => {
  const serving = await refreshed({}, new SourceError('the server is away'));
  expect(serving.state().failed).toHaveLength(1);
  await serving.after(120);
  expect(serving.reads()).toBe(5);
  serving.become(constantForest(1));
  await serving.after(62);
  expect(await serving.predicted()).toBe(1);
  const reads = serving.reads();
  await serving.after(300);
  expect(serving.reads()).toBe(reads);
});

test('models that were replaced are collected, explained ones too', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const serving = await refreshed({ refresh: { every: '10s' } }, constantForest(0));
  const explain = createExplanationService({
    state: serving.state,
    background: async () => ({ rows: 2, features: { driver_number: [1, 2], soil: ['clay', 'sand'], alcohol: [1, 2] } }),
    monotonicSeconds: () => 0,
    turn: async () => undefined,
  });
  const models: WeakRef<object>[] = [];
  for (let move = 1; move <= 4; move++) {
    await explain(Float64Array.of(1, 0, 10), {});
    models.push(new WeakRef(serving.state().versions.get('v1')?.model ?? {}));
    serving.become(constantForest(move % 2, { training: { move } }));
    await serving.after(11);
  }
  const newest = new WeakRef(serving.state().versions.get('v1')?.model ?? {});
  await setImmediate();
  collect();
  expect(models.map((model) => model.deref())).toEqual([undefined, undefined, undefined, undefined]);
  expect(newest.deref()).toBe(serving.state().versions.get('v1')?.model);
});
