import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { caseTable } from '../models/caseTable.ts';
import { modelMemory } from '../models/modelMemory.ts';
import { modelTimes } from '../models/modelTimes.ts';
import { onnxRuntimeNode, onnxRuntimeNodeVersion } from '../models/onnxRuntimeNode.ts';
import type { Outcome } from '../outcome.ts';
import { pythonEnvironment } from '../pythonEnvironment.ts';
import type { Scenario } from '../scenario.ts';

const sources = join(import.meta.dirname, '../python');

export const models: Scenario = {
  name: 'models',
  title: 'Models of other libraries, in process',
  about: [
    "Processor time of the models' own `predict`, beside onnxruntime-node with the same model converted and beside the libraries that trained them; 13 numbers per row,",
    'one thread, each measurement a process of its own, in turn; medians of rounds, ratios of each round. Below: the same files answered by us and by the libraries.',
  ].join('\n'),
  run: async (context: BenchContext): Promise<Outcome> => {
    const { python, versions } = await pythonEnvironment('models-venv', join(sources, 'models-requirements.txt'), context.write);
    const onnxRuntime = await onnxRuntimeNode(context.write);
    await commandOutput([python, join(sources, 'models.py'), context.folder], { timeoutMilliseconds: 600_000 });
    return {
      figures: [...(await modelTimes(context, { python, onnxRuntime })), ...(await modelMemory(context))],
      tables: [await caseTable(context, python)],
      notes: [`Peers: onnxruntime-node ${onnxRuntimeNodeVersion}; ${versions}.`],
    };
  },
};
