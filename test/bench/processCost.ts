import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a command cost from its start to its end. */
export interface ProcessCost {
  readonly milliseconds: number;
  /** Largest resident set; 0 where the system does not tell. */
  readonly peakBytes: number;
}

const lookMilliseconds = 10;

/**
 * Runs a command to its end.
 *
 * @throws Error with what it wrote when it fails
 */
export function processCost([file = '', ...argv]: readonly string[]): Promise<ProcessCost> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
    let [said, peakBytes] = ['', 0];
    child.stderr.on('data', (part) => {
      said = `${said}${part}`.slice(-2000);
    });
    const looking = setInterval(async () => {
      // The kernel keeps the peak; a look shortly before the end has it.
      peakBytes = Math.max(peakBytes, await peakOf(child.pid));
    }, lookMilliseconds);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(looking);
      if (code === 0) resolve({ milliseconds: performance.now() - start, peakBytes });
      else reject(new Error(`${file} ${argv[0] ?? ''} ended with ${code}: ${said}`));
    });
  });
}

/** @see proc_pid_status(5), VmHWM in KiB */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
