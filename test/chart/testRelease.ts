import { type CommandOutcome, command, runProgram } from '../command.ts';

/** A release of the chart in an API server without nodes, by one helm. */
export interface TestRelease {
  /** Runs helm on it, and has to succeed. @returns what helm printed, the notes included */
  run(verb: 'install' | 'upgrade', chart: string, ...flags: readonly string[]): Promise<string>;
  /** Runs helm on it; a refusal is an outcome. */
  attempt(verb: 'install' | 'upgrade', chart: string, ...flags: readonly string[]): Promise<CommandOutcome>;
  uninstall(): Promise<string>;
}

/**
 * A release that is not installed yet.
 *
 * @param helm path of the program
 * @param place its name, which is that of its namespace too, and how helm reaches the API server
 */
export function testRelease(helm: string, { name, kubeconfig }: { readonly name: string; readonly kubeconfig: string }): TestRelease {
  const place = [`--namespace=${name}`, `--kubeconfig=${kubeconfig}`];
  const argumentsFor = (verb: string, chart: string, flags: readonly string[]) => [
    verb,
    name,
    chart,
    ...place,
    ...(verb === 'install' ? ['--create-namespace'] : []),
    ...flags,
  ];
  return {
    run: (verb, chart, ...flags) => runProgram(helm, argumentsFor(verb, chart, flags)),
    attempt: (verb, chart, ...flags) => command(helm, argumentsFor(verb, chart, flags)),
    uninstall: () => runProgram(helm, ['uninstall', name, ...place]),
  };
}
