import { join } from 'node:path';
import { runProgram } from '../command.ts';
import { describeWithTools } from '../tools/describeWithTools.ts';

const [generated, chart] = ['../../monitoring/generated', '../../charts/modelmonitor/files'].map((folder) =>
  join(import.meta.dirname, folder),
) as [string, string];

await describeWithTools('the rules', ['promtool'], ({ promtool }) => {
  test.each([generated, chart])('promtool finds nothing to complain of in the rules of %s', async (folder) => {
    const said = await runProgram(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', join(folder, 'rules.yaml')]);
    expect(said).toMatch(/SUCCESS: \d+ rules found/);
  });

  // Each alert: firing, not firing, at its threshold, without data, ending; and what each recorded series is made of.
  test.each(['rules.test.yaml', 'rules.days.test.yaml'])(
    'every case of %s comes out as it says',
    async (file) => {
      expect(await runProgram(promtool, ['test', 'rules', join(generated, file)])).toContain('SUCCESS');
    },
    300_000,
  );
});
