import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '@modelmonitor/api';
import { eventually } from '../controlPlane/eventually.ts';
import { type LoadOutcome, startConstantLoad } from './constantLoad.ts';
import type { World } from './world.ts';

interface Deployment {
  readonly metadata: { readonly generation: number; readonly uid: string };
  readonly spec: { readonly replicas: number };
  readonly status: Readonly<Record<'replicas' | 'readyReplicas' | 'updatedReplicas' | 'observedGeneration', number | undefined>>;
}

interface Monitor {
  readonly status: { readonly conditions?: readonly Condition[]; readonly operator?: string };
}

interface LoadOptions {
  /** `user:password` of the clients. */
  readonly credentials?: string;
}

const row = { features: [13.2, 1.78, 2.14, 11.2, 100, 2.65, 2.76, 0.26, 1.28, 4.38, 1.05, 3.4, 1050] };

/** The wine example as its owner changes it, while clients request predictions. */
export class ModelUnderLoad {
  /** What the clients of each change counted. */
  readonly figures: Record<string, LoadOutcome> = {};
  readonly #world: World;
  readonly #write: (text: string) => void;

  constructor(world: World, write: (text: string) => void) {
    this.#world = world;
    this.#write = write;
  }

  deployment(): Promise<Deployment | undefined> {
    return this.#world.get<Deployment>('deployment', 'wine');
  }

  monitor(): Promise<Monitor | undefined> {
    return this.#world.get<Monitor>('modelmonitor', 'wine');
  }

  async condition(type: string): Promise<Condition | undefined> {
    return (await this.monitor())?.status.conditions?.find((one) => one.type === type);
  }

  /** Waits for a condition whose message names what is given. */
  async conditionNaming(type: string, { reason, names = [] }: { reason: string; names?: readonly string[] }): Promise<void> {
    const isSo = async () => {
      const found = await this.condition(type);
      if (found?.reason === reason && names.every((name) => found.message.includes(name))) return true;
      throw new Error(`${type} is ${found?.status} ${found?.reason}: ${found?.message}`);
    };
    await eventually(`${type} ${reason}`, isSo, { seconds: 150, everyMilliseconds: 500 });
  }

  patch(spec: object): Promise<string> {
    return this.#world.kubectl(['patch', 'mm/wine', '--type=merge', '--patch', JSON.stringify({ spec })]);
  }

  async readyPods(count: number): Promise<void> {
    await eventually(`${count} ready pods`, async () => (await this.deployment())?.status.readyReplicas === count, {
      seconds: 120,
      everyMilliseconds: 250,
    });
  }

  /** Changes something that needs new pods, and waits until all are those of the new template. */
  async rollOut(change: () => Promise<unknown>): Promise<void> {
    const before = (await this.deployment())?.metadata.generation ?? 0;
    await change();
    await this.waitForPodsAfter(before);
  }

  /** Waits until all pods are those of a template that is newer than a generation of the Deployment. */
  async waitForPodsAfter(generation: number): Promise<void> {
    const isDone = ({ metadata, spec, status }: Deployment) =>
      metadata.generation > generation &&
      status.observedGeneration === metadata.generation &&
      [status.replicas, status.readyReplicas, status.updatedReplicas].every((count) => count === spec.replicas);
    await eventually('the new pods', async () => isDone((await this.deployment()) as Deployment), {
      seconds: 180,
      everyMilliseconds: 250,
    });
  }

  /** Names of the pods that run and are not being deleted, as `pod/NAME`. */
  pods(): Promise<readonly string[]> {
    return this.#podsBy('{{range .items}}{{if not .metadata.deletionTimestamp}}pod/{{.metadata.name}}{{"\\n"}}{{end}}{{end}}');
  }

  /** Names of the pods that run, with those that are being deleted. */
  runningPods(): Promise<readonly string[]> {
    return this.#podsBy('{{range .items}}pod/{{.metadata.name}}{{"\\n"}}{{end}}');
  }

  async #podsBy(template: string): Promise<readonly string[]> {
    const selection = ['--selector=app.kubernetes.io/component=predictor', '--field-selector=status.phase=Running'];
    return (await this.#world.kubectl(['get', 'pods', ...selection, `--output=go-template=${template}`])).trim().split('\n');
  }

  async deleteOnePod(): Promise<void> {
    await this.#world.kubectl(['delete', (await this.pods())[0] ?? '']);
  }

  /** Does something while 40 clients request predictions, and expects that none is lost. */
  async underLoad(name: string, work: () => Promise<unknown>, { credentials = '' }: LoadOptions = {}): Promise<void> {
    const end = await startConstantLoad(this.#world, `load-${name}`, { body: row, credentials });
    await sleep(3000);
    const failure = await work().then(
      () => undefined,
      (error: Error) => error,
    );
    await sleep(3000);
    const outcome = await end();
    this.figures[name] = outcome;
    this.#write(`  ${name}: ${JSON.stringify(outcome)}\n`);
    if (failure !== undefined) throw failure;
    expect(outcome).toMatchObject({ lost: 0, outcomes: { 200: expect.any(Number) } });
  }
}
