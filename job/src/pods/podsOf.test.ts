import { DriftPodsError } from '../errors.ts';
import { podsOf } from './podsOf.ts';

const sleep = async () => undefined;
const v4 = (address: string) => ({ address, family: 4 });
const v6 = (address: string) => ({ address, family: 6 });

test.each([
  { name: 'one', found: [v4('10.0.0.7')], hosts: ['10.0.0.7'] },
  { name: 'several, in an order of their own', found: [v4('10.0.0.9'), v4('10.0.0.7')], hosts: ['10.0.0.7', '10.0.0.9'] },
  { name: 'one that is named twice', found: [v4('10.0.0.7'), v4('10.0.0.7')], hosts: ['10.0.0.7'] },
  { name: 'one of each pod in a cluster of two families', found: [v6('fd00::7'), v4('10.0.0.7')], hosts: ['10.0.0.7'] },
  { name: 'IPv6 alone', found: [v6('fd00::7')], hosts: ['fd00::7'] },
])('the addresses of a name: $name', async ({ found, hosts }) => {
  const asked: string[] = [];
  const lookUp = async (host: string) => {
    asked.push(host);
    return found;
  };
  expect(await podsOf({ host: 'wine-pods', port: 9090 }, { lookUp, sleep })).toEqual(hosts.map((host) => ({ host, port: 9090 })));
  expect(asked).toEqual(['wine-pods']);
});

const failing = (code: string) => Object.assign(new Error('getaddrinfo'), { code });

test.each([
  { name: 'no address', outcomes: [[]], message: 'no predictor pod is running: wine-pods has no address' },
  { name: 'a name that is not known', outcomes: [failing('ENOTFOUND')], message: 'no predictor pod is running' },
  {
    name: 'a name with more addresses than a monitor has pods',
    outcomes: [Array.from({ length: 1251 }, (_, index) => v4(`10.0.${index >> 8}.${index & 255}`))],
    message: 'expected at most 1250 addresses of wine-pods, got 1251',
  },
  { name: 'a name without addresses', outcomes: [failing('ENODATA')], message: 'no predictor pod is running' },
  {
    name: 'a name server that is busy twice',
    outcomes: [failing('EAI_AGAIN'), failing('EAI_AGAIN')],
    message: 'the addresses of wine-pods could not be looked up (EAI_AGAIN)',
  },
  { name: 'a name server that fails', outcomes: [failing('EAI_FAIL')], message: 'could not be looked up (EAI_FAIL)' },
])('$name ends the run', async ({ outcomes, message }) => {
  const left = [...outcomes];
  const lookUp = async () => {
    const outcome = left.shift();
    if (outcome instanceof Error || outcome === undefined) throw outcome;
    return outcome;
  };
  const pods = podsOf({ host: 'wine-pods', port: 9090 }, { lookUp, sleep });
  await expect(pods).rejects.toThrow(DriftPodsError);
  await expect(pods).rejects.toThrow(message);
  expect(left).toEqual([]);
});

test('a busy name server is queried again', async () => {
  const left = [failing('EAI_AGAIN'), undefined];
  const slept: number[] = [];
  const lookUp = async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return [v4('10.0.0.7')];
  };
  const pods = await podsOf({ host: 'a', port: 1 }, { lookUp, sleep: async (milliseconds) => void slept.push(milliseconds) });
  expect([pods, slept]).toEqual([[{ host: '10.0.0.7', port: 1 }], [1000]]);
});
