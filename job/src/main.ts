import { lookup } from 'node:dns/promises';
import { enableCompileCache } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import type { DriftCommand } from './driftArguments.ts';

// Stripped types and compiled code are kept between runs; what is imported before this line would not be.
enableCompileCache();
const { driftArguments } = await import('./driftArguments.ts');
const { isArchiveCommand } = await import('./archive/archiveArguments.ts');
const { errorText } = await import('@modelmonitor/api/plain');

/** Set in the pods of the operator: name of the Job. */
const jobVariable = 'MODELMONITOR_JOB';

const clock = { now: Date.now, sleep: (milliseconds: number) => setTimeout(milliseconds), random: Math.random };

/** Runs one command and gives what it says: one line. What a command does not need is not loaded. */
async function answer(command: DriftCommand): Promise<string> {
  if (command.command !== 'check') {
    const document =
      command.command === 'bins'
        ? await (await import('./check/binsJob.ts')).binsJob(command, clock)
        : await (await import('./check/backgroundJob.ts')).backgroundJob(command, clock);
    return JSON.stringify(document);
  }
  const { checkCommand } = await import('./check/checkCommand.ts');
  return checkCommand(command, {
    stdin: process.stdin,
    ...clock,
    lookUp: (host) => lookup(host, { all: true }),
    cluster: { host: process.env['KUBERNETES_SERVICE_HOST'], port: process.env['KUBERNETES_SERVICE_PORT'], job: process.env[jobVariable] },
    warn: (text) => process.stderr.write(`${text}\n`),
  });
}

async function archiveAnswer(args: readonly string[]): Promise<string> {
  const { archiveArguments } = await import('./archive/archiveArguments.ts');
  const { archiveJob } = await import('./archive/archiveJob.ts');
  return JSON.stringify(await archiveJob(archiveArguments(args), { ...clock, warn: (text) => process.stderr.write(`${text}\n`) }));
}

// Process 1 of a container ends at a signal only if it says so. Reports are written in one request, so there is nothing to be left half done.
process.once('SIGTERM', () => process.exit(143));

try {
  const args = process.argv.slice(2);
  process.stdout.write(`${isArchiveCommand(args) ? await archiveAnswer(args) : await answer(driftArguments(args))}\n`);
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}

if (process.env[jobVariable] !== undefined) {
  const { endSidecars } = await import('./cluster/endSidecars.ts');
  await endSidecars();
}
