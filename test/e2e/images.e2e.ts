import { predictorNodeFlags } from '@modelmonitor/api';
import { command } from '../command.ts';
import { leaveOut } from '../leaveOut.ts';

const [operator, predictor] = ['modelmonitor/operator:0.1.0', 'modelmonitor/predictor:0.1.0'];
const what = 'the images';
const isBuilt = (await command('docker', ['image', 'inspect', operator, predictor])).code === 0;
const surroundings = { environment: process.env, write: (text: string) => void process.stderr.write(text) };
if (!isBuilt) leaveOut(`${what}: ${operator} and ${predictor} are needed; docker builds them`, surroundings);

const nowhere = ['--config', '/nowhere'];

(isBuilt ? describe : describe.skip)(what, () => {
  test.each([
    {
      what: 'the operator',
      image: operator,
      argv: [
        '--max-semi-space-size=4',
        '--heap-growing-percent=10',
        '--no-maglev',
        '/app/operator/src/main.ts',
        '--kubeconfig',
        '/nowhere',
      ],
    },
    { what: 'a predictor', image: predictor, argv: [...predictorNodeFlags, '/app/predictor/src/main.ts', ...nowhere] },
    { what: 'a drift job', image: predictor, argv: ['--max-semi-space-size=2', '/app/job/src/main.ts', 'bins', ...nowhere] },
  ])(
    '$what finds its compiled code, on a root file system that is read-only',
    async ({ image, argv }) => {
      const run = ['run', '--rm', '--read-only', '--env=NODE_DEBUG_NATIVE=COMPILE_CACHE', image, ...argv];
      const { stdout, stderr } = await command('docker', run, { seconds: 60 });
      const stripped = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('[compile cache] retrieving'));
      expect(stripped.length).toBeGreaterThan(100);
      expect(stripped.filter((line) => !line.endsWith('success'))).toEqual([]);
    },
    90_000,
  );
});
