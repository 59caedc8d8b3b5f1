import { monitoringTools } from './monitoringTools.ts';

const surroundings = { environment: { PATH: '/nowhere', XDG_CACHE_HOME: '/nowhere' }, what: 'the rules' };

test('without programs and Go the tests are left out, and that is said', async () => {
  let written = '';
  expect(await monitoringTools(['promtool'], { ...surroundings, write: (text) => (written += text) })).toBeUndefined();
  expect(written).toBe(
    '\n*** LEFT OUT *** the rules: promtool 3.0 or later is needed (on PATH), or Go to build it, and there is neither\n\n',
  );
});
