import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../api/src/index.ts';
import { modelmonitor, reasonOf } from './fieldCommand.ts';
import type { FieldTable } from './fieldTables.ts';

/** What was wrong at the first try; nothing when it was right. */
export interface FirstTry {
  readonly drift: readonly string[];
  readonly profile: readonly string[];
  /** The halves by the rules of Evidently, for its scores; undefined when the comparison failed. */
  readonly likeEvidently: Report | undefined;
}

/**
 * Compares a table with itself as a user would: the halves are alike, the moved half is not, and a profile of the first half says the same as
 * the half itself.
 */
export async function compareHalves({ name, files, moved: movedColumns }: FieldTable, folder: string): Promise<FirstTry> {
  const compare = (what: string, reference: string, current: string, ...more: readonly string[]) =>
    driftReport(folder, join(folder, `${name}.${what}.json`), ['--reference', reference, '--current', current, ...more]);
  const halves = await compare('halves', files.reference, files.current);
  const moved = await compare('moved', files.reference, files.moved);
  const likeEvidently = await compare('evidently', files.reference, files.current, '--like-evidently');
  const profile = join(folder, `${name}.profile.json`);
  const written = await modelmonitor(folder, ['profile', '--data', files.reference, '--output', profile]);
  const profiled = written.code === 0 ? await compare('profiled', profile, files.current) : reasonOf(written);
  return {
    drift: [...failureOf(halves), ...failureOf(moved), ...falseAlarm(halves), ...missed(moved, movedColumns)],
    profile: [...failureOf(profiled), ...differences(halves, profiled)],
    likeEvidently: typeof likeEvidently === 'string' ? undefined : likeEvidently,
  };
}

async function driftReport(cwd: string, json: string, args: readonly string[]): Promise<Report | string> {
  const outcome = await modelmonitor(cwd, ['drift', ...args, '--json', json]);
  return outcome.code === 0 ? JSON.parse(readFileSync(json, 'utf8')) : reasonOf(outcome);
}

function failureOf(report: Report | string): string[] {
  return typeof report === 'string' ? [report] : [];
}

function falseAlarm(report: Report | string): string[] {
  if (typeof report === 'string' || report.verdict === 'stable') return [];
  const names = Object.entries(report.features).filter(([, { verdict }]) => !['stable', 'constant', 'ignored'].includes(verdict));
  return [`random halves are ${report.verdict}: ${names.map(([name, { verdict }]) => `${name} ${verdict}`).join(', ')}`];
}

/** Fewer than half of the columns that moved are found. */
function missed(report: Report | string, moved: readonly string[]): string[] {
  if (typeof report === 'string') return [];
  const still = moved.filter((name) => report.features[name] !== undefined && report.features[name].verdict !== 'drifted');
  return still.length > moved.length / 2
    ? [`of ${moved.length} columns that moved, ${still.length} are not found: ${still.join(', ')}`]
    : [];
}

function differences(halves: Report | string, profiled: Report | string): string[] {
  if (typeof halves === 'string' || typeof profiled === 'string') return [];
  return Object.entries(halves.features)
    .filter(([name, { verdict }]) => profiled.features[name]?.verdict !== verdict)
    .map(([name, { verdict }]) => `${name} is ${verdict}, from the profile ${profiled.features[name]?.verdict ?? 'lacking'}`);
}
