import type { InputError } from '../errors.ts';
import { modelSizeWatch } from './modelSize.ts';

function watched(file: string | undefined, bytesPerTree: number) {
  const [told, stopped]: [string[], InputError[]] = [[], []];
  const watch = modelSizeWatch({ room: 260_000, file }, { tell: (line) => told.push(line), stop: (error) => stopped.push(error) });
  for (let done = 1; done <= 7; done++) watch({ done, total: 100, bytes: done * bytesPerTree });
  return { told, stopped: stopped.map(({ message }) => message) };
}

const size = 'the model will have about 520 kB, more than the 260 kB that kubectl apply takes in a ConfigMap';
const advice = 'a cluster takes at most 50 trees (--trees), or larger leaves (--leaf-rows)';

test.each([
  { name: 'a model that fits', file: 'm/a', bytesPerTree: 2600, told: [], stopped: [] },
  {
    name: 'one that is too large is written as a file',
    file: 'm/a',
    bytesPerTree: 5200,
    told: [`${size}: it is written as m/a, which \`modelmonitor run\` reads; ${advice}`],
    stopped: [],
  },
  { name: 'one that must fit', file: undefined, bytesPerTree: 5200, told: [], stopped: [`${size}; ${advice}`] },
])('$name', ({ file, bytesPerTree, told, stopped }) => {
  expect(watched(file, bytesPerTree)).toEqual({ told, stopped });
});
