import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineCommand } from '../commands/defineCommand.ts';
import { argument, flag, optional } from '../commands/option.ts';
import { text } from '../commands/textReaders.ts';
import type { CommandContext } from '../context.ts';
import { exitCode } from '../exitCode.ts';
import { reportSentence, reportTable } from '../output/reportTable.ts';
import { sectionLines } from '../output/sectionLines.ts';
import { styleFor, terminalWidth } from '../output/style.ts';
import { wrapText } from '../output/wrapText.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { openInBrowser } from './openInBrowser.ts';
import { readClusterReport } from './readClusterReport.ts';

const file = (help: string) => ({ value: 'FILE', help });

/** `modelmonitor report` */
export const reportCommand = defineCommand({
  name: 'report',
  summary: 'fetch the newest drift report of a monitor from a cluster',
  synopsis: 'NAME [-n NAMESPACE] [--open] [options]',
  about: [
    'Reads the newest report of a ModelMonitor from its ConfigMap, prints its table, and writes or opens its page.',
    'kubectl is needed, and the permission to read ConfigMaps of the namespace.',
    '',
    'Exit code 0: read, 1: there is none, or it cannot be read, 2: wrong usage.',
  ].join('\n'),
  options: {
    name: argument(text, { value: 'NAME', help: 'name of the ModelMonitor' }),
    namespace: optional(text, { short: 'n', value: 'NAME', help: "namespace (default: that of the kubeconfig's context)" }),
    run: optional(text, { value: 'RUN', help: 'an earlier run that is kept, from the status of the ModelMonitor' }),
    open: flag('open the page in the browser'),
    html: optional(text, file('write the page')),
    json: optional(text, file('write the report as JSON; - prints it instead of the table')),
    quality: optional(text, file('write the page of data quality and stability')),
    context: optional(text, { value: 'NAME', help: 'context of the kubeconfig' }),
    kubeconfig: optional(text, file('kubeconfig to use')),
  },
  examples: ['modelmonitor report wine -n models --open', 'modelmonitor report wine -n models --html report.html --json report.json'],
  async run({ name, namespace, run, open, html, json, quality, context: kubeContext, kubeconfig }, context) {
    const found = await readClusterReport({ name, namespace, run, context: kubeContext, kubeconfig }, context.env);
    const { report } = found;
    const page = async () => found.page ?? (await import('@modelmonitor/report')).renderHtml(report);
    const messages = json === '-' ? context.stderr : context.stdout;
    if (json === '-') context.stdout.writeExact(`${JSON.stringify(report, null, 2)}\n`);
    else printReport(report, context);
    const written: (readonly [string | undefined, () => string | Promise<string>])[] = [
      [html, page],
      [json === '-' ? undefined : json, () => `${JSON.stringify(report, null, 2)}\n`],
      [quality, async () => found.quality ?? (await import('@modelmonitor/report/quality')).renderQualityHtml(report)],
    ];
    for (const [path, content] of written) {
      if (path === undefined) continue;
      await writeOutput(path, await content(), context.cwd);
      messages.write(`wrote ${path}\n`);
    }
    if (open) await openPage(await page(), { name, run: report.run, messages, env: context.env });
    return exitCode.ok;
  },
});

function printReport(report: Parameters<typeof reportTable>[0], { stdout, stderr, env }: CommandContext): void {
  for (const warning of report.warnings) stderr.write(`note: ${warning}\n`);
  stdout.write(`${reportTable(report, { style: styleFor(stdout, env), width: terminalWidth(stdout) })}\n`);
  for (const line of [`run ${report.run} of ${report.timestamp}`, reportSentence(report), ...sectionLines(report)])
    for (const part of wrapText(line, terminalWidth(stdout) ?? Number.POSITIVE_INFINITY)) stdout.write(`${part}\n`);
}

interface Opening extends Pick<CommandContext, 'env'> {
  readonly name: string;
  readonly run: string;
  readonly messages: CommandContext['stdout'];
}

async function openPage(page: string, { name, run, messages, env }: Opening): Promise<void> {
  const path = join(await mkdtemp(join(tmpdir(), 'modelmonitor-')), `${name}-${run}.html`);
  await writeOutput(path, page, '/');
  const isOpen = await openInBrowser(path, env);
  messages.write(isOpen ? `opened ${path}\n` : `no browser could be opened; the page is ${path}\n`);
}
