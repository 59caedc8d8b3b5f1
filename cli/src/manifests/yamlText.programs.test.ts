import fc from 'fast-check';
import { runProgram } from '../../../test/command.ts';
import { controlPlanePrograms } from '../../../test/controlPlane/controlPlaneBinaries.ts';
import { findOrBuild } from '../../../test/controlPlane/findOrBuild.ts';
import { anyYaml } from './anyYaml.ts';

const found = await findOrBuild(
  controlPlanePrograms.filter(({ name }) => name === 'kubectl'),
  {
    environment: process.env,
    write: (text) => process.stderr.write(text),
    what: 'YAML read by kubectl',
    path: process.env['PATH'] ?? '',
    places: 'on PATH',
  },
);

// kubectl reads files with sigs.k8s.io/yaml, as the API server does; --local calls no server.
const readAll = ['annotate', '--local', '--filename=-', 'read=yes', '--output=json'];

(found === undefined ? test.skip : test)(
  'kubectl reads what was written',
  async () => {
    const cases = fc.sample(anyYaml, 500);
    const output = await runProgram(found?.kubectl ?? '', readAll, { input: cases.map(({ text }) => text).join('---\n') });
    const specs = output.split(/^(?=\{)/m).map((object) => JSON.parse(object).spec);
    expect(specs).toHaveLength(cases.length);
    // kubectl writes JSON, where -0 is 0.
    const written = cases.map(({ text, value }) => ({ text, spec: JSON.parse(JSON.stringify(value.spec)) }));
    for (const [index, spec] of specs.entries()) expect({ text: cases[index]?.text, spec }).toEqual(written[index]);
  },
  60_000,
);
