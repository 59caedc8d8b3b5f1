import { resolve } from 'node:path';
import { defineCommand } from '../commands/defineCommand.ts';
import { repeatable, withDefault } from '../commands/option.ts';
import { oneOf, text, wholeNumber } from '../commands/textReaders.ts';
import type { CommandContext } from '../context.ts';
import { exitCode } from '../exitCode.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { problemLine } from '../manifests/manifest.ts';
import { problemLines } from '../manifests/problemLines.ts';
import { validateInWorker } from '../manifests/validateInWorker.ts';
import { type ValidatedManifests, validateManifests } from '../manifests/validateManifests.ts';
import { manifestState, watchManifests } from '../manifests/watchManifests.ts';
import { environmentOf } from './environmentOf.ts';
import { logContext } from './logContext.ts';
import { type RunningMonitors, runningMonitors } from './runningMonitors.ts';
import type { RunningMonitor } from './startMonitor.ts';

/** `modelmonitor run` */
export const serveCommand = defineCommand({
  name: 'run',
  summary: 'serve the models of a manifest directory and check their traffic for drift',
  synopsis: '-f DIR [-f DIR…] [--port 8000] [--data-dir DIR]',
  about: [
    'Serves every ModelMonitor of a manifest directory on this machine: predictions, metrics, reports and a web page,',
    'the first on --port, further ones on the ports after it. Drift checks run on schedule and, where',
    'drift.early is set, when enough new rows have arrived. The directory is watched: weights, thresholds and models change without a restart.',
    'Captured rows and reports are kept in --data-dir across restarts. Ctrl-C stops it.',
  ].join('\n'),
  options: {
    filename: repeatable(text, { short: 'f', value: 'DIR', help: 'directory or file with manifests', atLeastOnce: true }),
    port: withDefault(wholeNumber(0, 65_535), { value: 'PORT', help: 'port of the first monitor; 0 chooses a free port', default: '8000' }),
    host: withDefault(text, { value: 'HOST', help: 'address to listen on', default: '127.0.0.1' }),
    'data-dir': withDefault(text, { value: 'DIR', help: 'directory of captured rows and reports', default: '.modelmonitor' }),
    'log-format': withDefault(oneOf('text', 'json'), { value: 'FORMAT', help: 'format of the log: text or json', default: 'text' }),
  },
  examples: [
    'modelmonitor run -f examples/wine',
    'modelmonitor run -f examples/wine --port 9000 --host 0.0.0.0 --data-dir /var/lib/modelmonitor',
  ],
  run: async ({ filename, port, host, 'data-dir': dataDirectory, 'log-format': format }, given) => {
    const { context, writeLog } = logContext(given, format);
    const { clock, cwd, signal, stderr } = context;
    const before = manifestState(filename, cwd);
    const loaded = await loadManifests(filename, cwd);
    let { sourceFiles } = loaded;
    const validated = validateManifests(loaded);
    if (reportProblems(validated, context)) return exitCode.failed;
    const environment = environmentOf(context, writeLog);
    const monitors = runningMonitors({ environment, clock, host, port, dataDirectory: resolve(cwd, dataDirectory), scheduled: true });
    try {
      const failures = await applyManifests(validated, { monitors, host, context });
      if (failures.length > 0) return exitCode.failed;
      const reload = async () => {
        const running = new Map(monitors.all().map((monitor) => [monitor.identity, monitor.resource()]));
        const next = await validateInWorker({ paths: filename, cwd, running, signal });
        sourceFiles = next.sourceFiles;
        if (!signal.aborted) await reapply(next, { monitors, host, context });
      };
      await watchManifests(filename, reload, {
        cwd,
        signal,
        clock,
        since: [before, manifestState([], cwd, sourceFiles)].filter((state) => state !== '').join('\n'),
        sourceFiles: () => sourceFiles,
        onError: ({ message }) => stderr.write(`${message}\n`),
      });
    } finally {
      await monitors.close();
    }
    return exitCode.ok;
  },
});

interface Serving {
  readonly monitors: RunningMonitors;
  readonly host: string;
  readonly context: CommandContext;
}

async function reapply(validated: ValidatedManifests, serving: Serving): Promise<void> {
  const { stderr } = serving.context;
  if (reportProblems(validated, serving.context)) {
    stderr.write('the change is rejected; the previous configuration stays in effect\n');
    const [first = '', ...more] = problemLines(validated.problems);
    serving.monitors.reject(more.length === 0 ? first : `${first}; the log has more`);
    return;
  }
  const failures = await applyManifests(validated, serving);
  if (failures.length > 0) stderr.write('the failed ones are retried at the next change; the others run\n');
}

/** Runs what the manifests describe; prints what has no effect here, what was started and what failed. @returns the failures */
async function applyManifests(
  { monitors: next, objects, notes }: ValidatedManifests,
  { monitors, host, context }: Serving,
): Promise<readonly string[]> {
  for (const note of notes) if (note.where !== 'cluster') context.stderr.write(`note: ${problemLine(note)}\n`);
  const { started, failures } = await monitors.apply(next, objects);
  announce(started, host, context);
  for (const failure of failures) context.stderr.write(`${failure}\n`);
  return failures;
}

/** @returns whether there are any */
function reportProblems({ problems }: ValidatedManifests, { stderr }: CommandContext): boolean {
  for (const line of problemLines(problems)) stderr.write(`${line}\n`);
  return problems.length > 0;
}

function announce(started: readonly RunningMonitor[], host: string, { stdout }: CommandContext): void {
  for (const { name, port, reports } of started) {
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    stdout.write(
      [
        `${name} is served`,
        `  page      ${address}/`,
        `  predict   ${address}/predict`,
        `  API docs  ${address}/docs`,
        `  metrics   ${address}/metrics`,
        `  reports   ${reports}`,
        '',
      ].join('\n'),
    );
  }
}
