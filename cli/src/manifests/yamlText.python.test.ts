import { join } from 'node:path';
import fc from 'fast-check';
import { pythonEnvironment } from '../../../test/bench/pythonEnvironment.ts';
import { runProgram } from '../../../test/command.ts';
import { leaveOut } from '../../../test/leaveOut.ts';
import { anyYaml } from './anyYaml.ts';

const write = (text: string) => void process.stderr.write(text);
const requirements = join(import.meta.dirname, '../../../test/pyyaml/requirements.txt');
const python = await pythonEnvironment('pyyaml-venv', requirements, write).catch((error: Error) =>
  leaveOut(`YAML read by PyYAML: Python 3 with pip is needed (${error.message})`, { environment: process.env, write }),
);
const readAll = 'import json, sys, yaml; print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)]))';

(python === undefined ? test.skip : test)(
  'PyYAML, which reads YAML 1.1, reads what was written',
  async () => {
    const cases = fc.sample(anyYaml, 1_000);
    const output = await runProgram(python?.python ?? '', ['-c', readAll], { input: JSON.stringify(cases.map(({ text }) => text)) });
    for (const [index, read] of (JSON.parse(output) as unknown[]).entries()) expect({ ...cases[index], value: read }).toEqual(cases[index]);
  },
  60_000,
);
