import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../command.ts';
import type { LoadOutcome } from '../../e2e/constantLoad.ts';
import type { BenchContext } from '../benchContext.ts';
import { count } from '../figureText.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

const rollouts = 50;

export const operatorRollouts: Scenario = {
  name: 'operator-rollouts',
  title: 'Rollouts under load: requests lost',
  about: [
    'test/e2e/upgrades.e2e.ts on a real node. 40 clients, each with one connection that is kept alive, send a request every 200 ms and never repeat one; what has no 200 is lost.',
    'The unschedulable upgrade waits until kubelets have shown every change of a ConfigMap, and a pod of the earlier generation is deleted meanwhile. Two pods serve, but where five are named. Evictions keep to the',
    'PodDisruptionBudget, as a drain does; the chart is upgraded from that of the commit before; another operator adopts the monitor by its class, and gives it back.',
  ].join('\n'),
  run,
};

async function run({ quick, folder, write }: BenchContext): Promise<Outcome> {
  const [number, file] = [quick ? 3 : rollouts, join(folder, 'rollouts.json')];
  const environment = { ROLLOUTS: String(number), FIGURES: file };
  const args = ['run', '-s', 'unit', '--', '--config', 'jest.e2e.config.ts', 'upgrades'];
  const { code, stderr } = await command('npm', args, { environment, seconds: 3600 });
  write(stderr);
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found === undefined) {
    const note =
      '*** LEFT OUT *** rollouts under load: expected kind and docker, or the scripts of CLUSTER_SCRIPTS that start a node, and the images (make images)';
    write(`${note}\n`);
    return { figures: [], notes: [note] };
  }
  const outcomes = Object.entries(JSON.parse(found) as Record<string, LoadOutcome>);
  return {
    figures: outcomes.map(([name, { sent, lost }]) =>
      figure({
        what: `requests lost, ${name === 'five-replicas' ? `${number} model upgrades of five pods` : name.replaceAll('-', ' ')}`,
        ours: `${count(lost)} of ${count(sent)}`,
        goal: '0',
        met: metIf(lost === 0),
      }),
    ),
    notes: code === 0 ? [] : ['The suite failed: steps after the one that failed were not run.'],
  };
}
