import type { CommandContext } from '../context.ts';
import { exitCode } from '../exitCode.ts';
import { loadManifests } from '../manifests/loadManifests.ts';
import { problemLine } from '../manifests/manifest.ts';
import { problemLines } from '../manifests/problemLines.ts';
import { type ValidatedManifests, validateManifests } from '../manifests/validateManifests.ts';
import { countOf } from '../output/countOf.ts';
import { defineCommand } from './defineCommand.ts';
import { repeatable, withDefault } from './option.ts';
import { oneOf, text } from './textReaders.ts';

/** `modelmonitor validate` */
export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check manifests and list all their problems',
  synopsis: '-f DIR [-f DIR…] [--output text|json]',
  about: [
    'Reads the manifests of a directory (*.yaml, *.yml, *.json; not its subdirectories) and checks each',
    'ModelMonitor as a cluster would: fields, types, rules between fields, and that every ConfigMap, Secret and key',
    'it refers to exists. Prints FILE:LINE: FIELD: MESSAGE for every problem, and a note for every',
    'field that has no effect in one of the places where the manifest may run.',
    '',
    'Exit code 0: valid, 1: not valid, 2: wrong usage.',
  ].join('\n'),
  options: {
    filename: repeatable(text, { short: 'f', value: 'DIR', help: 'directory or file with manifests', atLeastOnce: true }),
    output: withDefault(oneOf('text', 'json'), { short: 'o', value: 'FORMAT', help: 'text or json', default: 'text' }),
  },
  examples: ['modelmonitor validate -f examples/wine', 'modelmonitor validate -f monitor.yaml -f model.yaml --output json'],
  run: async ({ filename, output }, context) => {
    const validated = validateManifests(await loadManifests(filename, context.cwd));
    if (output === 'json') printJson(validated, context);
    else printText(validated, filename, context);
    return validated.problems.length === 0 ? exitCode.ok : exitCode.failed;
  },
});

function printText({ monitors, problems, notes }: ValidatedManifests, paths: readonly string[], { stdout }: CommandContext): void {
  for (const line of problemLines(problems)) stdout.write(`${line}\n`);
  for (const note of notes) stdout.write(`note: ${problemLine(note)}\n`);
  const files = new Set(problems.map(({ file }) => file)).size;
  const verdict =
    problems.length === 0
      ? `${countOf(monitors.length, 'ModelMonitor')} ${monitors.length === 1 ? 'is' : 'are'} valid`
      : `${countOf(problems.length, 'problem')}${files > 1 ? ` in ${files} files` : ''}`;
  stdout.write(`${paths.join(', ')}: ${verdict}\n`);
}

function printJson({ monitors, problems, notes }: ValidatedManifests, { stdout }: CommandContext): void {
  const names = monitors.map(({ metadata: { name, namespace } }) => ({ namespace, name }));
  stdout.write(`${JSON.stringify({ valid: problems.length === 0, monitors: names, problems, notes }, null, 2)}\n`);
}
