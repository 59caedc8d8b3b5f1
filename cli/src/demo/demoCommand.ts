import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineCommand } from '../commands/defineCommand.ts';
import { withDefault } from '../commands/option.ts';
import { text, wholeNumber } from '../commands/textReaders.ts';
import type { DemoHalf } from './demoHalf.ts';
import { runDemo } from './runDemo.ts';

const example = fileURLToPath(new URL('../../../examples/wine', import.meta.url));

/** Features of the wine data that are shifted in the second half: more than half of the thirteen, all within the ranges of the resource. */
const shiftedFeatures = ['alcohol', 'malic_acid', 'magnesium', 'total_phenols', 'flavanoids', 'color_intensity', 'hue', 'proline'];

const halves: readonly DemoHalf[] = [
  { title: 'requests with normal data', shifted: [], seed: 1, expected: 'stable' },
  {
    title: `requests with ${shiftedFeatures.join(', ')} shifted by two standard deviations`,
    shifted: shiftedFeatures,
    seed: 2,
    expected: 'drifted',
  },
];

/** `modelmonitor demo` */
export const demoCommand = defineCommand({
  name: 'demo',
  summary: 'serve the wine example, send normal and shifted traffic, and check both for drift',
  synopsis: '[--requests 500] [--data-dir DIR]',
  about: [
    'Starts examples/wine on a free port, sends requests with normal data over HTTP and checks the captured rows for',
    'drift. Then it sends the same number of requests with shifted data and checks again.',
    '',
    'Exit code 0: the first half is stable and the second has drifted, 1: otherwise, 2: wrong usage.',
  ].join('\n'),
  options: {
    requests: withDefault(wholeNumber(100, 5000), { value: 'N', help: 'requests in each half', default: '500' }),
    'data-dir': withDefault(text, {
      value: 'DIR',
      help: 'directory of the reports; files of an earlier demo are removed',
      default: '.modelmonitor/demo',
    }),
  },
  examples: ['modelmonitor demo'],
  run: ({ requests, 'data-dir': dataDirectory }, context) =>
    runDemo({ halves, example, file: join(example, 'wine.csv'), requests, dataDirectory: resolve(context.cwd, dataDirectory) }, context),
});
