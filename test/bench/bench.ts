import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from './benchContext.ts';
import { type BenchOptions, benchOptions } from './benchOptions.ts';
import { document, figureTable } from './document.ts';
import { machineLine } from './machine.ts';
import { once } from './once.ts';
import { createPinning } from './pinning.ts';
import { pythonPeers } from './pythonPeers.ts';
import type { Scenario } from './scenario.ts';
import { archive } from './scenarios/archive.ts';
import { attack } from './scenarios/attack.ts';
import { batch } from './scenarios/batch.ts';
import { boosted } from './scenarios/boosted.ts';
import { captureCost } from './scenarios/captureCost.ts';
import { driftFiles } from './scenarios/driftFiles.ts';
import { earlierCommit } from './scenarios/earlierCommit.ts';
import { field } from './scenarios/field.ts';
import { installation } from './scenarios/installation.ts';
import { log } from './scenarios/log.ts';
import { logging } from './scenarios/logging.ts';
import { memory } from './scenarios/memory.ts';
import { models } from './scenarios/models.ts';
import { openLoop } from './scenarios/openLoop.ts';
import { operatorColdStart } from './scenarios/operatorColdStart.ts';
import { operatorFailover } from './scenarios/operatorFailover.ts';
import { operatorRollouts } from './scenarios/operatorRollouts.ts';
import { operatorScale } from './scenarios/operatorScale.ts';
import { operatorSoak } from './scenarios/operatorSoak.ts';
import { performanceOverTime } from './scenarios/performance.ts';
import { predict } from './scenarios/predict.ts';
import { pushdown } from './scenarios/pushdown.ts';
import { registry } from './scenarios/registry.ts';
import { routing } from './scenarios/routing.ts';
import { scraping } from './scenarios/scraping.ts';
import { stalls } from './scenarios/stalls.ts';
import { startup } from './scenarios/startup.ts';
import { training } from './scenarios/training.ts';
import { trust } from './scenarios/trust.ts';
import { windows } from './scenarios/windows.ts';
import { storedResult, storeResult } from './storedResult.ts';
import { repository } from './wine.ts';

// node test/bench/bench.ts [NAME…] [--quick] [--write]
const scenarios: readonly Scenario[] = [
  predict,
  openLoop,
  batch,
  boosted,
  stalls,
  attack,
  models,
  captureCost,
  log,
  logging,
  performanceOverTime,
  routing,
  memory,
  startup,
  registry,
  driftFiles,
  training,
  archive,
  earlierCommit,
  pushdown,
  trust,
  windows,
  field,
  installation,
  operatorScale,
  operatorColdStart,
  operatorFailover,
  operatorRollouts,
  operatorSoak,
  scraping,
];
const write = (text: string) => void process.stdout.write(text);

/** Measures a scenario, shows and keeps what it found. */
async function measure(scenario: Scenario, context: BenchContext): Promise<void> {
  write(`\n${scenario.name}: ${scenario.title}\n`);
  const outcome = await scenario.run(context);
  const { quick, pinning } = context;
  const date = new Date().toISOString().slice(0, 10);
  await storeResult({ name: scenario.name, machine: machineLine(), date, quick, pinning: pinning.words, ...outcome });
  write(`\n${figureTable(outcome.figures)}${outcome.notes.map((note) => `${note}\n`).join('')}`);
}

async function writeDocument(): Promise<void> {
  const sections = await Promise.all(scenarios.map(async (scenario) => ({ scenario, result: await storedResult(scenario.name) })));
  const file = join(repository, 'docs/benchmarks.md');
  await writeFile(file, document(sections, await readFile(file, 'utf8')));
  write('\ndocs/benchmarks.md is written\n');
}

/** @returns names of the scenarios that could not be measured */
async function measureAll({ names, quick }: BenchOptions): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'modelmonitor-bench-'));
  const context: BenchContext = {
    pinning: createPinning(),
    quick,
    folder,
    write,
    python: once(() => pythonPeers(write)),
    baseline: process.env['BASELINE'],
  };
  write(`${machineLine()}\n${context.pinning.words}\n`);
  const failed: string[] = [];
  try {
    for (const scenario of scenarios.filter(({ name }) => names.includes(name))) {
      await measure(scenario, context).catch((error: Error) => {
        failed.push(scenario.name);
        write(`\n*** FAILED *** ${scenario.name}: ${error.message}\n`);
      });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return failed;
}

// Servers are ended when this process ends, also by a signal.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const options = benchOptions(
  process.argv.slice(2),
  scenarios.map(({ name }) => name),
);
const failed = await measureAll(options);
if (options.write) await writeDocument();
if (failed.length > 0) process.exitCode = 1;
