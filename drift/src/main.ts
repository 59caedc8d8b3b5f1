import { readFile } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DriftCommand } from './driftArguments.ts';

// Stripped types and compiled code are kept between runs; what is imported before this line would not be.
enableCompileCache();
const { driftArguments } = await import('./driftArguments.ts');
const { errorText } = await import('./errorText.ts');
const { reportPages } = await import('./html/reportPages.ts');
const { backgroundJob } = await import('./job/backgroundJob.ts');
const { binsJob } = await import('./job/binsJob.ts');
const { checkJob } = await import('./job/checkJob.ts');
const { readConfiguration } = await import('./job/configuration.ts');
const { fileReportStore } = await import('./reports/fileReportStore.ts');

/** Runs one command and gives what it answers: one JSON document. */
async function answer(command: DriftCommand, { stdin, now }: { stdin: Readable; now: Date }): Promise<unknown> {
  const { configDirectory } = command;
  if (command.command === 'bins') return binsJob(configDirectory);
  if (command.command === 'background') return backgroundJob(configDirectory);
  const windowBytes = command.windowPath === '-' ? await buffer(stdin) : await readFile(command.windowPath);
  const report = await checkJob({ configDirectory, windowBytes, now });
  if (command.reportsDirectory !== undefined) {
    const { history } = (await readConfiguration(configDirectory)).monitor.spec.drift;
    await fileReportStore(command.reportsDirectory, { history }).save(report, reportPages(report));
  }
  return { report };
}

try {
  const document = await answer(driftArguments(process.argv.slice(2)), { stdin: process.stdin, now: new Date() });
  process.stdout.write(`${JSON.stringify(document)}\n`);
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
