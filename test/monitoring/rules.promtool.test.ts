import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWithTools } from '../tools/describeWithTools.ts';

const generated = join(import.meta.dirname, '../../monitoring/generated');
const run = promisify(execFile);

await describeWithTools('the rules', ['promtool'], ({ promtool }) => {
  test('promtool finds nothing to complain of', async () => {
    const { stdout } = await run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', join(generated, 'rules.yaml')]);
    expect(stdout).toMatch(/SUCCESS: \d+ rules found/);
  });

  // Each alert: firing, not firing, at its threshold, without data, ending; and what each recorded series is made of.
  test.each(['rules.test.yaml', 'rules.days.test.yaml'])(
    'every case of %s comes out as it says',
    async (file) => {
      const { stdout } = await run(promtool, ['test', 'rules', join(generated, file)], { maxBuffer: 16 * 2 ** 20 });
      expect(stdout).toContain('SUCCESS');
    },
    300_000,
  );
});
