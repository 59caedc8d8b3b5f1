import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { WriteStream } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { clockFrom } from './clock.ts';
import type { TextWriter } from './context.ts';
import { runCommand } from './runCommand.ts';

// A server keeps its heap small, as the predictor of a pod does by flags of Node: what others send must not make it grow for good.
if (process.argv[2] === 'run') for (const flag of ['--semi-space-growth-factor=1', '--heap-growing-percent=10']) setFlagsFromString(flag);

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second signal ends the process at once.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
}

function writer(stream: WriteStream): TextWriter {
  // A reader that closes the pipe early (`| head`) ends the command without an error.
  stream.on('error', () => controller.abort());
  return {
    write: (text) => void stream.write(text),
    writeExact: (text) => void stream.write(text),
    drained: async () => {
      if (stream.writableNeedDrain) await once(stream, 'drain', { signal: controller.signal }).catch(() => undefined);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      // Some terminals report 0.
      return stream.columns || 80;
    },
  };
}

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: writer(process.stdout),
  stderr: writer(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  clock: clockFrom(globalThis),
  random: Math.random,
  randomBytes,
  signal: controller.signal,
  execPath: process.execPath,
});

// What a command left running (a download that no one awaits any more) does not hold the process after a signal.
if (controller.signal.aborted) setTimeout(() => process.exit(), 200).unref();
