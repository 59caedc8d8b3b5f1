import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ModelMonitor, Report } from '@modelmonitor/api';
import { plainLine } from '@modelmonitor/predictor';
import type { CommandContext } from '../context.ts';
import { InputError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { reportSentence, reportTable } from '../output/reportTable.ts';
import { styleFor, terminalWidth } from '../output/style.ts';
import { environmentOf } from '../run/environmentOf.ts';
import { monitorDirectory, type RunningMonitor, startMonitor } from '../run/startMonitor.ts';
import { type DemoHalf, runDemoHalf } from './demoHalf.ts';

export interface DemoOptions {
  readonly halves: readonly DemoHalf[];
  /** Directory of manifests with one monitor. */
  readonly example: string;
  /** CSV file whose rows are sent. */
  readonly file: string;
  /** Requests in each half. */
  readonly requests: number;
  /** Parent of the monitor's folder. */
  readonly dataDirectory: string;
}

/** Serves an example, sends the halves of its traffic and checks each for drift. @returns the exit code */
export async function runDemo(options: DemoOptions, context: CommandContext): Promise<number> {
  const { stdout, stderr, signal } = context;
  const monitor = await startExample(options, context);
  stdout.write(`serving examples/wine at http://127.0.0.1:${monitor.port}/\n`);
  try {
    for (const half of options.halves) {
      const address = new URL(`http://127.0.0.1:${monitor.port}`);
      const report = await runDemoHalf(half, { ...options, context, address });
      printReport(half, { report, reports: monitor.reports, context });
      if (report.verdict !== half.expected) return exitCode.failed;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    stderr.write('demo interrupted\n');
    return exitCode.failed;
  } finally {
    await monitor.close();
  }
  stdout.write('\nNext: modelmonitor run -f examples/wine, then open http://127.0.0.1:8000/\n');
  return exitCode.ok;
}

async function startExample({ example, requests, dataDirectory }: DemoOptions, context: CommandContext): Promise<RunningMonitor> {
  const { monitors, objects, problems } = validateManifests(await loadManifests([example], context.cwd));
  const [monitor] = monitors;
  if (monitor === undefined) throw new InputError(`${example} cannot be used: ${problems.map(({ message }) => message).join('; ')}`);
  // Only the files of an earlier demo: the data directory may contain the user's own files.
  await rm(monitorDirectory(dataDirectory, monitor), { recursive: true, force: true });
  const environment = environmentOf(context, (record) => {
    if (record.level === 'error') context.stderr.write(plainLine(record));
  });
  const { clock } = context;
  return startMonitor(withWindow(monitor, requests), {
    environment,
    clock,
    host: '127.0.0.1',
    port: 0,
    dataDirectory,
    objects,
    scheduled: false,
  });
}

/** Limits the window of a check to one half of the traffic. */
function withWindow(monitor: ModelMonitor, maxRows: number): ModelMonitor {
  const { spec } = monitor;
  return { ...monitor, spec: { ...spec, drift: { ...spec.drift, window: { ...spec.drift.window, maxRows } } } };
}

function printReport(
  { expected }: DemoHalf,
  { report, reports, context }: { report: Report; reports: string; context: CommandContext },
): void {
  const { stdout, env, cwd } = context;
  const style = styleFor(stdout, env);
  stdout.write(`\n${reportTable(report, { style, width: terminalWidth(stdout) })}\n${style('bold', reportSentence(report))}\n`);
  for (const format of ['html', 'json']) stdout.write(`  ${relative(cwd, join(reports, `${report.run}.${format}`))}\n`);
  if (report.verdict !== expected) stdout.write(`${style('red', `expected ${expected}, got ${report.verdict}`)}\n`);
}
