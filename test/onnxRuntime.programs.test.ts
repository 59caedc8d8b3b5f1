import { homedir } from 'node:os';
import { join } from 'node:path';
import { onnxRuntime } from '@modelmonitor/job/onnx';
import { readModel } from '@modelmonitor/models';
import { uncommonGraph } from '../models/src/onnx/engine/uncommonGraph.ts';
import { runProgram } from './command.ts';
import { createOnce } from './controlPlane/createOnce.ts';
import { leaveOut } from './leaveOut.ts';

const version = '1.30.0';
const write = (text: string) => void process.stderr.write(text);

/** The package as a user installs it, outside the tree: no image and no workspace contains it. */
const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'modelmonitor', `onnxruntime-node-${version}`);
const isInstalled = await createOnce(folder, async (directory) => {
  write(`\ninstalling onnxruntime-node ${version} (290 MB), once, in ${folder}\n`);
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', directory, `onnxruntime-node@${version}`];
  await runProgram('npm', args, { seconds: 300 });
}).then(
  () => true,
  (error: Error) =>
    leaveOut(`the optional engine: onnxruntime-node cannot be installed (${error.message})`, { environment: process.env, write }),
);

const contract = {
  task: 'classification' as const,
  classes: ['yes', 'no'],
  features: ['a', 'b', 'c'].map((name) => ({ name, type: 'numeric' as const })),
};

(isInstalled === undefined ? test.skip : test)(
  'a graph with operators that the product does not have is computed by onnxruntime-node',
  async () => {
    const { bind } = await readModel(uncommonGraph(), 'auto', onnxRuntime(join(folder, 'package.json')));
    const model = await bind(contract);
    const { values, probabilities } = await model.predict(Float64Array.of(1, 2, 3, -1, 0, 0.5), 2);
    expect([...values]).toEqual([0, 0]);
    // By onnxruntime 1.32.0 for Python.
    const expected = [0.9820137619972229, 0.01798621006309986, 0.9525741338729858, 0.04742587357759476];
    for (const [at, share] of expected.entries()) expect(Math.abs((probabilities?.[at] ?? 0) - share)).toBeLessThan(1e-6);
  },
);

test('where the package is not installed, the error names it', async () => {
  await expect(readModel(uncommonGraph(), 'auto', onnxRuntime('/nowhere/package.json'))).rejects.toThrow(
    'npm install --ignore-scripts onnxruntime-node',
  );
});
