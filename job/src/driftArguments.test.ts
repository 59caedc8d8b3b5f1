import { createValidator, planFor, podPlacement } from '@modelmonitor/api';
import { driftArguments } from './driftArguments.ts';
import { DriftUsageError } from './errors.ts';

const check = {
  command: 'check',
  configDirectory: 'c',
  rows: { from: 'file', path: '-' },
  reportsDirectory: undefined,
  configMap: undefined,
} as const;
const serviceAccountDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';

test.each([
  { args: 'check --config c', command: check },
  {
    args: 'check --config=c --reports r --window w',
    command: { ...check, reportsDirectory: 'r', rows: { from: 'file', path: 'w' } },
  },
  { args: '--config c check --window=-', command: check },
  {
    args: 'check --config c --pods wine-pods.default.svc:9090 --token t',
    command: { ...check, rows: { from: 'pods', host: 'wine-pods.default.svc', port: 9090, tokenFile: 't' } },
  },
  {
    args: 'check --config c --pods [fd00::1]:9090 --token t',
    command: { ...check, rows: { from: 'pods', host: 'fd00::1', port: 9090, tokenFile: 't' } },
  },
  {
    args: 'check --config c --configmap default/wine-drift --reports r',
    command: { ...check, reportsDirectory: 'r', configMap: { namespace: 'default', name: 'wine-drift', serviceAccountDirectory } },
  },
  {
    args: 'check --config c --configmap a/b --service-account s',
    command: { ...check, configMap: { namespace: 'a', name: 'b', serviceAccountDirectory: 's' } },
  },
  { args: 'check --config c --store postgres', command: { ...check, rows: { from: 'store', path: undefined } } },
  { args: 'check --config c --store file:/d/p.sqlite', command: { ...check, rows: { from: 'store', path: '/d/p.sqlite' } } },
  { args: 'bins --config c', command: { command: 'bins', configDirectory: 'c' } },
  { args: 'background --config c', command: { command: 'background', configDirectory: 'c' } },
])('reads "$args"', ({ args, command }) => {
  expect(driftArguments(args.split(' '))).toEqual(command);
});

test.each([
  { args: '', message: 'expected a command, got none' },
  { args: 'look --config c', message: 'expected a command, got look' },
  { args: 'check', message: 'expected --config DIR' },
  { args: 'check bins --config c', message: 'expected one command, got also bins' },
  { args: 'check --config c --color', message: "Unknown option '--color'" },
  { args: 'bins --config c --reports r', message: 'bins: expected --config, --sources and --allow-local-addresses only' },
  {
    args: 'background --config c --pods a:1 --token t',
    message: 'background: expected --config, --sources and --allow-local-addresses only',
  },
  { args: 'check --config c --pods a:1', message: '--pods requires --token FILE' },
  { args: 'check --config c --pods a:1 --token=', message: '--pods requires --token FILE' },
  { args: 'check --config c --token t', message: '--token requires --pods' },
  { args: 'check --config c --window w --token t', message: '--token requires --pods' },
  { args: 'check --config c --pods a:1 --token t --window -', message: 'expected --pods or --window, got both' },
  { args: 'check --config c --pods a --token t', message: '--pods: expected HOST:PORT, such as' },
  { args: 'check --config c --pods a:0 --token t', message: 'got "a:0"' },
  { args: 'check --config c --pods a:65536 --token t', message: 'got "a:65536"' },
  { args: 'check --config c --pods a:undefined --token t', message: 'got "a:undefined"' },
  { args: 'check --config c --pods fd00::1:9090 --token t', message: 'got "fd00::1:9090"' },
  { args: 'check --config c --pods [a]:9090 --token t', message: 'got "[a]:9090"' },
  { args: 'check --config c --pods http://a:9090 --token t', message: 'got "http://a:9090"' },
  { args: 'check --config c --store postgres --window -', message: 'expected --store, --pods or --window, got two of them' },
  { args: 'check --config c --store postgres --token t', message: '--token requires --pods' },
  { args: 'check --config c --store postgres://a:b@c/d', message: '--store: expected file:PATH or postgres, got "postgres://a:b@c/d"' },
  { args: 'check --config c --store file:', message: 'got "file:"' },
  { args: 'check --config c --configmap wine-drift', message: '--configmap: expected NAMESPACE/NAME, got "wine-drift"' },
  { args: 'check --config c --configmap a/b/c', message: 'got "a/b/c"' },
  { args: 'check --config c --configmap ../b', message: 'got "../b"' },
  { args: 'check --config c --configmap a/B?x', message: 'got "a/B?x"' },
  { args: 'check --config c --service-account s', message: '--service-account requires --configmap' },
])('refuses "$args"', ({ args, message }) => {
  const read = () => driftArguments(args.split(' ').filter((arg) => arg !== ''));
  expect(read).toThrow(DriftUsageError);
  expect(read).toThrow(message);
});

test('the arguments a plan writes for a pod are read back', () => {
  const configMap = (key: string) => ({ configMap: { name: 'wine', key } });
  const { monitor } = createValidator()({
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'wine', namespace: 'default' },
    spec: {
      model: {
        task: 'regression',
        features: [{ name: 'x', type: 'numeric' }],
        target: { name: 'y' },
        versions: [{ name: 'v1', format: 'forest', source: configMap('model.json') }],
      },
      drift: { reference: { source: configMap('reference.csv') } },
    },
  });
  if (monitor === undefined) throw new Error('the resource is valid');
  const { names, drift } = planFor(monitor);
  expect(driftArguments(drift.argv)).toEqual({
    ...check,
    configDirectory: podPlacement.configDirectory,
    rows: { from: 'pods', host: `${names.pods}.default.svc`, port: 9090, tokenFile: podPlacement.podTokenFile },
    configMap: { namespace: 'default', name: 'wine-drift', serviceAccountDirectory },
  });
});
