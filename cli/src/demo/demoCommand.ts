import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineCommand } from '../commands/defineCommand.ts';
import { defaulted } from '../commands/option.ts';
import { text, wholeNumber } from '../commands/textReaders.ts';
import type { DemoHalf } from './demoHalf.ts';
import { runDemo } from './runDemo.ts';

const example = fileURLToPath(new URL('../../../examples/wine', import.meta.url));

/** Features of the wine data that the second half moves: more than half of the thirteen, all within the ranges of the resource. */
const movedFeatures = ['alcohol', 'malic_acid', 'magnesium', 'total_phenols', 'flavanoids', 'color_intensity', 'hue', 'proline'];

const halves: readonly DemoHalf[] = [
  { title: 'ordinary requests', moved: [], seed: 1, expected: 'stable' },
  {
    title: `requests whose ${movedFeatures.join(', ')} moved by two standard deviations`,
    moved: movedFeatures,
    seed: 2,
    expected: 'drifted',
  },
];

/** `modelmonitor demo` */
export const demoCommand = defineCommand({
  name: 'demo',
  summary: 'serve the wine example, send it traffic that shifts half-way, and check it for drift',
  synopsis: '[--requests 500] [--data-dir DIR]',
  about: [
    'Starts examples/wine on a free port, sends ordinary requests over HTTP and checks the captured rows for drift, then',
    'sends as many shifted ones and checks again.',
    '',
    'Exit code 0: the first half was found stable and the second drifted, 1: not so, 2: wrong usage.',
  ].join('\n'),
  options: {
    requests: defaulted(wholeNumber(100, 5000), { value: 'N', help: 'requests of each half', default: '500' }),
    'data-dir': defaulted(text, {
      value: 'DIR',
      help: 'where the reports go; what an earlier demo left there is removed',
      default: '.modelmonitor/demo',
    }),
  },
  examples: ['modelmonitor demo'],
  run: ({ requests, 'data-dir': dataDirectory }, context) =>
    runDemo({ halves, example, file: join(example, 'wine.csv'), requests, dataDirectory: resolve(context.cwd, dataDirectory) }, context),
});
