import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

/** Two trees: white when alcohol is above 12.5 and the soil is not clay, and white always. */
const forest = {
  format: 'modelmonitor/forest',
  formatVersion: 1,
  task: 'classification',
  aggregation: 'vote',
  features: ['alcohol', 'soil'],
  categories: { soil: ['clay', 'sand', '7'] },
  classes: ['red', 'white, dry'],
  training: {},
  trees: [
    { feature: [0, -1, 1, -1, -1], value: [12.5, 0, 0.5, 0, 1] },
    { feature: [-1], value: [1] },
  ],
};
const third = 0.1 + 0.2;
const mean = {
  ...forest,
  task: 'regression',
  aggregation: 'mean',
  classes: [],
  features: ['alcohol'],
  categories: {},
  trees: [{ feature: [0, -1, -1], value: [12.5, third, 1e-7] }],
};

let cwd: string;
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const predict = async (...args: readonly string[]) => {
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['predict', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
};

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'predict-'));
  write('model.json', JSON.stringify(forest));
  write('mean.json', JSON.stringify(mean));
});

test('a prediction and the probability of each class per row, in the order of the file', async () => {
  write('rows.csv', 'soil,other,alcohol\nsand,x,13\nclay,y,13\n7.0,z,13\nsand,z,\n');
  const { code, stdout, stderr } = await predict('--model', 'model.json', '--data', 'rows.csv');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    [
      'prediction,probability_red,"probability_white, dry"',
      '"white, dry",0,1',
      'red,0.5,0.5',
      '"white, dry",0,1',
      '"white, dry",0,1',
      '',
    ].join('\n'),
  );
});

test('numbers are written so that they read back the same', async () => {
  write('rows.csv', 'alcohol\n10\n13\n');
  const { stdout } = await predict('--model', 'mean.json', '--data', 'rows.csv', '--raw');
  expect(stdout).toBe(`prediction\n${third}\n1e-7\n`);
  expect(stdout.split('\n').slice(1, 3).map(Number)).toEqual([third, 1e-7]);
});

test('contributions and base add up to the prediction', async () => {
  write('rows.csv', 'alcohol\n10\n13\n10\n10\n');
  const { stdout } = await predict('--model', 'mean.json', '--data', 'rows.csv', '--explain');
  const [header, ...lines] = stdout.trimEnd().split('\n');
  expect(header).toBe('prediction,base,contribution_alcohol');
  for (const line of lines) {
    const [prediction = 0, base = 0, contribution = 0] = line.split(',').map(Number);
    expect(base + contribution).toBeCloseTo(prediction, 15);
  }
});

test('of several outputs each has its base and contributions', async () => {
  write('rows.csv', 'alcohol,soil\n10,clay\n13,sand\n');
  const { stdout } = await predict('--model', 'model.json', '--data', 'rows.csv', '--explain');
  expect(stdout.split('\n')[0]).toBe(
    'prediction,probability_red,"probability_white, dry",base_red,contribution_alcohol_red,contribution_soil_red,' +
      '"base_white, dry","contribution_alcohol_white, dry","contribution_soil_white, dry"',
  );
});

test('several files, in the notation of each', async () => {
  write('a-1.csv', 'alcohol;soil\n12,75;sand\n"1.012,75";sand\n');
  write('a-2.csv', 'soil;alcohol\nclay;12,25\n');
  const { code, stdout } = await predict('--model', 'model.json', '--data', 'a-*.csv', '-o', 'out.csv');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'wrote out.csv: 3 predictions of model.json\n' });
  expect(readFileSync(join(cwd, 'out.csv'), 'utf8').match(/^(red|"white, dry")/gm)).toEqual(['"white, dry"', '"white, dry"', 'red']);
});

test('more rows than one batch holds', async () => {
  const rows = Array.from({ length: 5000 }, (_, row) => row);
  write('rows.csv', `alcohol\n${rows.map((row) => (row % 7 === 0 ? 13 : 12)).join('\n')}\n`);
  await predict('--model', 'mean.json', '--data', 'rows.csv', '-o', 'out.csv');
  const written = readFileSync(join(cwd, 'out.csv'), 'utf8').trimEnd().split('\n').slice(1).map(Number);
  expect(written).toEqual(rows.map((row) => (row % 7 === 0 ? 1e-7 : third)));
});

test('ml-random-forest names nothing: columns, types and classes are those of the data and the options', async () => {
  const { RandomForestClassifier } = (await import('ml-random-forest')).default;
  const trained = new RandomForestClassifier({ seed: 1, nEstimators: 3, replacement: true, maxFeatures: 2, noOOB: true });
  trained.train(
    Array.from({ length: 40 }, (_, row) => [row, row % 3]),
    Array.from({ length: 40 }, (_, row) => Number(row >= 20)),
  );
  write('ml.json', JSON.stringify(trained.toJSON()));
  write('rows.csv', 'alcohol,grade\n1,2\n39,1\n');
  const { stdout } = await predict('--model', 'ml.json', '--data', 'rows.csv', '--classes', 'low,high');
  expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual(['prediction', 'low', 'high', '']);
});

test.each([
  {
    name: 'a missing model',
    data: 'alcohol\n1\n',
    args: ['--model', 'none.json'],
    message: 'none.json does not exist, expected a model file',
  },
  { name: 'a directory', data: 'alcohol\n1\n', args: ['--model', '.'], message: '. is a directory, expected a model file' },
  {
    name: 'a missing column',
    data: 'Alcohol,sort\n1,2\n',
    message: 'rows.csv lacks 2 columns that model.json needs: alcohol, soil; the file has Alcohol, sort',
  },
  {
    name: 'a text where a number has to be',
    data: 'alcohol,soil\n1,clay\n2,sand\n?,sand\nstrong,clay\n',
    message: 'rows.csv: expected numbers in column "alcohol", got "strong" in row 4 of the data',
  },
  {
    name: 'a type of no column',
    data: 'alcohol,soil\n1,clay\n',
    args: ['--model', 'model.json', '--types', 'alkohol=numeric'],
    message: '--types: rows.csv has no column "alkohol"; did you mean alcohol?',
  },
  {
    name: 'classes of another number',
    data: 'alcohol,soil\n1,clay\n',
    args: ['--model', 'model.json', '--classes', 'a,b,c'],
    message: '--classes: model.json has the classes red,"white, dry", got a,b,c',
  },
  { name: 'a file without rows', data: 'alcohol,soil\n', message: 'rows.csv has a header and no rows' },
])('$name ends with one line and no file', async ({ data, args = ['--model', 'model.json'], message }) => {
  write('rows.csv', data);
  const before = readdirSync(cwd);
  const { code, stdout, stderr } = await predict(...args, '--data', 'rows.csv', '-o', 'out.csv');
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `modelmonitor predict: ${message}\n` });
  expect(readdirSync(cwd)).toEqual(before);
});
