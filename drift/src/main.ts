import { readFile } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DriftCommand } from './driftArguments.ts';

// Stripped types and compiled code are kept between runs; what is imported before this line would not be.
enableCompileCache();
const { driftArguments } = await import('./driftArguments.ts');
const { errorText } = await import('./errorText.ts');

/** Runs one command and gives what it answers: one JSON document. What a command does not need is not loaded. */
async function answer(command: DriftCommand, { stdin, now }: { stdin: Readable; now: Date }): Promise<unknown> {
  const { configDirectory } = command;
  if (command.command === 'bins') return (await import('./job/binsJob.ts')).binsJob(configDirectory);
  if (command.command === 'background') return (await import('./job/backgroundJob.ts')).backgroundJob(configDirectory);
  const { checkJob } = await import('./job/checkJob.ts');
  const windowBytes = command.windowPath === '-' ? await buffer(stdin) : await readFile(command.windowPath);
  const report = await checkJob({ configDirectory, windowBytes, now });
  if (command.reportsDirectory !== undefined) {
    const { savedReport } = await import('./job/savedReport.ts');
    await savedReport(report, { configDirectory, reportsDirectory: command.reportsDirectory });
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
