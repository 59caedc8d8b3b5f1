import type { ControlPlane } from './startControlPlane.ts';

/**
 * Installs resource definitions and waits until the API server serves them.
 *
 * @param paths YAML or JSON files
 * @throws Error with the output of kubectl when one is refused
 */
export async function installCrds({ kubectl }: Pick<ControlPlane, 'kubectl'>, paths: readonly string[]): Promise<void> {
  const applied = await kubectl(['apply', '--server-side', '--output=name', ...paths.map((path) => `--filename=${path}`)]);
  if (applied.code !== 0) throw new Error(`the definitions were refused: ${applied.stderr}`);
  const names = applied.stdout.trim().split('\n');
  const established = await kubectl(['wait', '--for=condition=Established', '--timeout=60s', ...names]);
  if (established.code !== 0) throw new Error(`the definitions are not served: ${established.stderr}`);
}
