import { readFile } from 'node:fs/promises';
import { loadModel } from '@modelmonitor/models';

// node loadTenModels.ts MODEL: milliseconds from the bytes to the first prediction for the first of ten models, and MiB resident with all ten, as JSON.

const [file = ''] = process.argv.slice(2);
const features = Array.from({ length: 13 }, (_, index) => ({ name: `f${index}`, type: 'numeric' as const }));
const models: unknown[] = [];
const milliseconds: number[] = [];
for (let count = 0; count < 10; count++) {
  const bytes = await readFile(file);
  const start = performance.now();
  const model = await loadModel(bytes, { task: 'classification', features, classes: ['0', '1'] });
  await model.predict(new Float64Array(13), 1);
  milliseconds.push(performance.now() - start);
  models.push(model);
}
process.stdout.write(JSON.stringify({ ready: milliseconds[0], resident: process.memoryUsage.rss(), models: models.length }));
