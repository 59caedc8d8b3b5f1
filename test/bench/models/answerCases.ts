import { readModel } from '@modelmonitor/models';
import { answerDifferences, bytesOf, contractOf, rowsOf } from '../../../models/src/testCases.ts';
import type { CaseOutcome, EngineResult } from './engineResult.ts';
import { type PackedCase, packedCases } from './packedCases.ts';

// node answerCases.ts FORMAT…: how the product answers the packed cases of these formats, as JSON; the same as python/models_cases.py for libraries.

async function outcomeOf({ testCase, file }: PackedCase): Promise<CaseOutcome> {
  try {
    const model = await (await readModel(bytesOf(testCase, file))).bind(contractOf(testCase));
    const differences = await answerDifferences(testCase, model);
    if (differences.length > 0) return { outcome: 'wrong', reason: differences[0] ?? '' };
    const rows = rowsOf(testCase, model);
    const width = testCase.meta.features.length;
    const single = Array.from({ length: 50 }, (_, row) => rows.slice(row * width, (row + 1) * width));
    let microseconds = Infinity;
    for (let round = 0; round < 20; round++) {
      const start = process.cpuUsage();
      for (const row of single) await model.predict(row, 1);
      const { user, system } = process.cpuUsage(start);
      microseconds = Math.min(microseconds, (user + system) / single.length);
    }
    return { outcome: testCase.meta.refused === undefined ? 'exact' : 'wrong', microseconds };
  } catch (error) {
    return { outcome: 'refused', reason: (error as Error).message };
  }
}

const formats = process.argv.slice(2);
const cases: Record<string, CaseOutcome> = {};
for (const packed of packedCases()) {
  if (formats.includes(packed.testCase.meta.format)) cases[packed.testCase.name] = await outcomeOf(packed);
}
const result: EngineResult = { cases, resident: process.memoryUsage.rss() };
process.stdout.write(JSON.stringify(result));
