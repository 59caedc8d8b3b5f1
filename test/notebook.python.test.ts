import { join } from 'node:path';
import { eventually, exampleCopy, servedArgs, startedCommands } from '../cli/src/run/exampleRun.ts';
import { pythonEnvironment } from './bench/pythonEnvironment.ts';
import { runProgram } from './command.ts';
import { leaveOut } from './leaveOut.ts';

const notebooks = join(import.meta.dirname, '../notebooks');
const write = (text: string) => void process.stderr.write(text);
// Runs every cell in order, as a reader does; what the cells print comes out, each pictured figure as its size in bytes.
const runCells = `
import nbformat, sys
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
    data = output.get("data", {})
    print(output.get("text") or (f"picture of {len(data['image/png'])}" if "image/png" in data else data.get("text/plain", output)))
`;

const python = await pythonEnvironment('notebook-venv', join(notebooks, 'requirements.txt'), write).catch((error: Error) =>
  leaveOut(`the notebook: Python 3 with pip and its packages are needed (${error.message})`, { environment: process.env, write }),
);
const { started, endAll } = startedCommands(process.execPath);
afterAll(endAll);

(python === undefined ? test.skip : test)(
  'the notebook runs from top to bottom against a served model',
  async () => {
    const copy = exampleCopy('wine');
    const { addresses } = started(servedArgs(copy));
    const address = await eventually('the model', () => addresses()[0]);
    const bin = join(import.meta.dirname, '../cli/src/modelmonitor.js');
    const data = join(import.meta.dirname, '../examples/wine/wine.csv');
    const traffic = ['traffic', '--url', `${address}/predict`, '--data', data, '--exclude', 'cultivar', '--count', '300', '--rate', '1000'];
    await runProgram(process.execPath, [bin, ...traffic, '--shift', 'alcohol=+2sd'], { seconds: 60 });
    const environment = { MODELMONITOR_URL: address };
    const shown = await runProgram(python?.python ?? '', ['-c', runCells, join(notebooks, 'explore.ipynb')], { environment, seconds: 120 });
    expect(shown).toContain('default/wine: classification, ready: True');
    expect(shown).toContain('1 of 13 features drifted');
    expect(shown.match(/picture of \d+/g)).toHaveLength(3);
  },
  180_000,
);
