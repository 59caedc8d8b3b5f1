import { type Tool, toolPaths } from './toolPaths.ts';

/**
 * A suite of tests that run programs of others. They are looked for, or built, before; where they cannot be had the suite is left
 * out loudly, and in CI fails.
 *
 * @param suite gets the path of each program
 * @example
 * await describeWithTools('the rules', ['promtool'], ({ promtool }) => { test('are right', …) });
 */
export async function describeWithTools<Name extends Tool>(
  what: string,
  names: readonly Name[],
  suite: (tools: Readonly<Record<Name, string>>) => void,
): Promise<void> {
  const tools = await toolPaths(names, { environment: process.env, write: (text) => process.stderr.write(text), what });
  if (tools === undefined) describe.skip(what, () => test.todo('its programs cannot be had'));
  else describe(what, () => suite(tools));
}
