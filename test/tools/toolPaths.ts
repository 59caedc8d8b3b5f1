import { type BuildableProgram, findOrBuild } from '../controlPlane/findOrBuild.ts';
import type { TestSurroundings } from '../leaveOut.ts';
import { chartPrograms } from './chartPrograms.ts';
import { monitoringPrograms } from './monitoringPrograms.ts';

export type Tool = (typeof chartPrograms)[number]['name'] | (typeof monitoringPrograms)[number]['name'];

const programs: readonly BuildableProgram<Tool>[] = [...chartPrograms, ...monitoringPrograms];

export interface ToolsSearch extends TestSurroundings {
  /** What is left out without the programs, for the message. */
  readonly what: string;
}

/**
 * Paths of programs that charts and monitoring are checked with, on PATH or built; without them the tests named are left out loudly.
 *
 * @throws Error where CI is set and one cannot be had
 */
export function toolPaths<Name extends Tool>(
  names: readonly Name[],
  search: ToolsSearch,
): Promise<Readonly<Record<Name, string>> | undefined> {
  const requested = programs.filter((program): program is BuildableProgram<Name> => (names as readonly string[]).includes(program.name));
  return findOrBuild(requested, { ...search, path: search.environment['PATH'] ?? '', places: 'on PATH' });
}
