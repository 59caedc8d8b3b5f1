import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Result of a call of kubectl. */
interface KubectlOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

interface KubectlOptions {
  /** Input of `-f -`. */
  readonly input?: string;
  /** Of another user than the administrator. */
  readonly kubeconfigPath?: string;
}

/** Runs kubectl; a call that fails is an outcome, not an error. */
export type Kubectl = (args: readonly string[], options?: KubectlOptions) => Promise<KubectlOutcome>;

export interface KubectlPlace {
  readonly command: string;
  readonly kubeconfigPath: string;
  /** Directory of its discovery cache. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

const longestMilliseconds = 120_000;

/** A kubectl for one API server, which neither reads nor writes anything in the user's home. */
export function kubectlFor({ command, kubeconfigPath: own, directory, environment }: KubectlPlace): Kubectl {
  const settings = { env: { ...environment, HOME: directory }, maxBuffer: 64 * 1024 * 1024, timeout: longestMilliseconds };
  return (args, { input = '', kubeconfigPath = own } = {}) =>
    new Promise((resolve) => {
      const all = [`--kubeconfig=${kubeconfigPath}`, `--cache-dir=${join(directory, 'kubectl')}`, ...args];
      const child = execFile(command, all, settings, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ stdout, stderr: stderr === '' && error !== null ? error.message : stderr, code });
      });
      child.stdin?.on('error', () => undefined).end(input);
    });
}
