import { createValidator, planFor } from '@modelmonitor/api';
import { testMonitor } from '../testConfiguration.ts';
import { placementFromArgv } from './argv.ts';

test.each([
  { name: 'a pod', placement: { configDirectory: '/etc/modelmonitor', host: '0.0.0.0', port: 8000, internalPort: 9090 } },
  {
    name: 'a pod with a volume',
    placement: { configDirectory: '/etc/modelmonitor', host: '0.0.0.0', port: 8000, internalPort: 9090, storeDirectory: '/store' },
    capture: { volumeClaim: 'rows' },
  },
  {
    name: 'a pod that keeps models and goes on listening for a while',
    placement: {
      configDirectory: '/etc/modelmonitor',
      host: '0.0.0.0',
      port: 8000,
      internalPort: 9090,
      keptModelsDirectory: '/tmp/m',
      drainSeconds: 7.5,
    },
  },
  {
    name: 'a pod with credentials of clients',
    placement: { configDirectory: '/etc/modelmonitor', clientsDirectory: '/etc/clients', host: '0.0.0.0', port: 8000, internalPort: 9090 },
    serving: { auth: { bearer: { secretRef: { name: 'tokens', key: 'token' } } } },
  },
  {
    name: 'a laptop',
    placement: { configDirectory: 'c', host: '127.0.0.1', port: 0, dataDirectory: 'd', sourcesDirectory: 's', allowLocalAddresses: true },
  },
])('the arguments a plan writes for $name are read back', ({ placement, capture = {}, serving = {} }) => {
  const { monitor } = createValidator()(testMonitor({ capture, serving }));
  if (monitor === undefined) throw new Error('the resource is valid');
  expect(placementFromArgv(planFor(monitor, placement).predictor.argv)).toEqual(placement);
});

test.each([
  { name: 'nothing', argv: [], message: 'expected --config DIR, the directory with monitor.json, got none' },
  {
    name: 'a port that is not a number',
    argv: ['--config', 'c', '--port', 'http'],
    message: '--port: expected a port number from 0 to 65535, got "http"',
  },
  {
    name: 'a port that is too large',
    argv: ['--config', 'c', '--internal-port', '65536'],
    message: '--internal-port: expected a port number from 0 to 65535, got "65536"',
  },
  {
    name: 'a wait that is no number',
    argv: ['--config', 'c', '--drain-wait', '5s'],
    message: '--drain-wait: expected a number of seconds from 0 to 3600, got "5s"',
  },
  { name: 'an argument that does not exist', argv: ['--config', 'c', '--prot', '1'], message: "Unknown option '--prot'" },
])('refuses $name', ({ argv, message }) => {
  expect(() => placementFromArgv(argv)).toThrow(message);
});
