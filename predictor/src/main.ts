#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=10
import { randomBytes } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { RunningPredictor } from './startPredictor.ts';

// Caches stripped types and compiled code between starts, for all modules imported after this line.
enableCompileCache();
const { errorText } = await import('@modelmonitor/api/plain');
const { placementFromArgv } = await import('./config/argv.ts');
const { createJsonLog } = await import('./log/jsonLog.ts');
const { startPredictor } = await import('./startPredictor.ts');
const { systemEnvironment } = await import('./systemEnvironment.ts');

const writeLog = createJsonLog(process.stderr);
const environment = systemEnvironment({
  now: Date.now,
  monotonicMilliseconds: () => performance.now(),
  random: Math.random,
  randomBytes,
  sleep: (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(() => undefined),
  turn: () => setImmediate(),
  execPath: process.execPath,
  writeLog,
});

await serve();

async function serve(): Promise<void> {
  let predictor: RunningPredictor | undefined;
  // Also while it starts, when there is nothing to lose.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(predictor));
  // A pause before a source is tried again does not keep the process alive; that it starts does.
  const awake = setInterval(() => undefined, 60_000);
  try {
    const placement = placementFromArgv(process.argv.slice(2));
    predictor = await startPredictor(placement, environment);
    const fields = predictor.internalPort === undefined ? {} : { internalPort: predictor.internalPort };
    writeLog({ time: new Date(), level: 'info', message: `predictor listening on ${placement.host}:${predictor.port}`, fields });
  } catch (error) {
    writeLog({ time: new Date(), level: 'error', message: errorText(error), fields: {} });
    process.exitCode = 1;
  } finally {
    clearInterval(awake);
  }
}

async function end(predictor: RunningPredictor | undefined): Promise<void> {
  try {
    await predictor?.close();
    process.exit(0);
  } catch (error) {
    writeLog({ time: new Date(), level: 'error', message: 'the predictor did not close properly', fields: { reason: errorText(error) } });
    process.exit(1);
  }
}
