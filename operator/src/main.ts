#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=10 --no-maglev
import { randomBytes } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';

// Stripped types and compiled code are cached between starts, of modules that are imported after this line.
enableCompileCache();
const { readOptions } = await import('./options.ts');
const { createLog } = await import('./log.ts');

/** Where the kubelet puts the files of a pod's service account. */
const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Longest a stop may take, in milliseconds: a pod has thirty seconds. */
const patienceMilliseconds = 25_000;

try {
  const options = readOptions(process.argv.slice(2));
  if ('help' in options) process.stdout.write(options.help);
  else {
    const { loadCredentials } = await import('@modelmonitor/kube');
    const { startOperator } = await import('./startOperator.ts');
    const delay = monitorEventLoopDelay({ resolution: 20 });
    const log = createLog(options.logLevel, process.stderr);
    const starting = startOperator(options, {
      credentials: await loadCredentials(options.kubeconfig, { env: process.env, folder: serviceAccountFolder }),
      clock: {
        now: Date.now,
        monotonic: () => performance.now(),
        // A turn for others takes no timer, which would last a millisecond.
        sleep: (milliseconds, signal) =>
          milliseconds === 0
            ? setImmediate()
            : setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
      },
      random: Math.random,
      identity: `${hostname()}_${randomBytes(4).toString('hex')}`,
      loopLag: () => {
        const longest = delay.max / 1e6;
        delay.reset();
        return Number.isFinite(longest) ? Math.max(0, longest - 20) : 0;
      },
      log,
    });
    // From here on the event loop must not be held up.
    delay.enable();
    const operator = await starting;
    log('info', 'operator started', { port: operator.port, namespaces: options.namespaces ?? 'all' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        log('info', 'stopping', { signal });
        void setTimeout(patienceMilliseconds, undefined, { ref: false }).then(() => process.exit(1));
        void operator.close().then(() => process.exit(0));
      });
    }
  }
} catch (error) {
  process.stderr.write(`modelmonitor-operator: ${(error as Error).message}\n`);
  process.exitCode = error instanceof Error && error.name === 'UsageError' ? 2 : 1;
}
