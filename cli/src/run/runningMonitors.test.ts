import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRecord } from '@modelmonitor/predictor';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { environmentOf } from './environmentOf.ts';
import { eventually } from './exampleRun.ts';
import { runningMonitors } from './runningMonitors.ts';

const iris = join(import.meta.dirname, '../../../examples/iris');
const monitorText = readFileSync(join(iris, 'monitor.yaml'), 'utf8');
const data = ['model-v1.yaml', 'reference.yaml'].map((file) => readFileSync(join(iris, file), 'utf8')).join('\n---\n');
const users = '---\napiVersion: v1\nkind: Secret\nmetadata: { name: users }\nstringData: { htpasswd: "LINE" }\n';

/** Monitors of the iris data by name; a name with a line of credentials requires them. */
async function manifests(monitors: Readonly<Record<string, string>>) {
  const directory = mkdtempSync(join(tmpdir(), 'monitors-'));
  const texts = Object.entries(monitors).map(([name, line]) => {
    const named = monitorText.replace('name: iris\n', `name: ${name}\n`);
    if (line === '') return named;
    const serving = `spec:\n  serving: { auth: { basic: { secretRef: { name: users-${name} } } } }\n`;
    return `${named.replace('spec:\n', serving)}\n${users.replace('name: users', `name: users-${name}`).replace('LINE', line)}`;
  });
  writeFileSync(join(directory, 'all.yaml'), [...texts, data].join('\n---\n'));
  const validated = validateManifests(await loadManifests([directory], '/'));
  expect(validated.problems).toEqual([]);
  return validated;
}

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function monitorsFrom(port: number) {
  const { context } = recordingContext({ execPath: process.execPath });
  const log: LogRecord[] = [];
  const dataDirectory = mkdtempSync(join(tmpdir(), 'data-'));
  const environment = environmentOf(context, (record) => void log.push(record));
  const monitors = runningMonitors({ environment, clock: context.clock, host: '127.0.0.1', port, dataDirectory, scheduled: true });
  closing.push(() => monitors.close());
  const apply = async (texts: Readonly<Record<string, string>>) => {
    const { monitors: valid, objects } = await manifests(texts);
    const { started, failures } = await monitors.apply(valid, objects);
    return { started: started.map(({ name }) => name), failures, running: monitors.all().map(({ name }) => name) };
  };
  return { monitors, apply, log, dataDirectory };
}

const isUp = (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** A port that is free, and so is the one after it. */
async function twoFreePorts(): Promise<number> {
  return eventually('two free ports', async () => {
    const first = await listening(0);
    const { port } = first.address() as AddressInfo;
    const second = await listening(port + 1);
    await Promise.all([first, second].map((server) => new Promise((resolve) => server.close(resolve))));
    return port;
  });
}

async function listening(port: number) {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

test('monitors start and stop: ports are consecutive, stay with their monitor, and are reused', async () => {
  const port = await twoFreePorts();
  const { monitors, apply, dataDirectory } = monitorsFrom(port);
  const ports = () => Object.fromEntries(monitors.all().map((monitor) => [monitor.name, monitor.port]));
  expect(await apply({ a: '', b: '' })).toEqual({ started: ['a', 'b'], failures: [], running: ['a', 'b'] });
  expect(ports()).toEqual({ a: port, b: port + 1 });
  expect(await apply({ a: '', b: '' })).toEqual({ started: [], failures: [], running: ['a', 'b'] });
  expect(await apply({ b: '' })).toEqual({ started: [], failures: [], running: ['b'] });
  expect([await isUp(port), await isUp(port + 1)]).toEqual([false, true]);
  expect(await apply({ c: '', b: '' })).toEqual({ started: ['c'], failures: [], running: ['b', 'c'] });
  expect(ports()).toEqual({ b: port + 1, c: port });
  for (const name of ['a', 'b', 'c']) expect(existsSync(join(dataDirectory, `default.${name}`, 'config', 'monitor.json'))).toBe(true);
  await monitors.close();
  expect([monitors.all(), await isUp(port), await isUp(port + 1)]).toEqual([[], false, false]);
});

test('one that cannot start is named and does not affect the others; once fixed, it starts', async () => {
  const { apply, log } = monitorsFrom(0);
  const first = await apply({ a: '', broken: '# no account', c: '' });
  expect(first).toMatchObject({ started: ['a', 'c'], running: ['a', 'c'] });
  expect(first.failures).toEqual([expect.stringMatching(/^broken cannot be started: .*user:password/)]);
  expect(await apply({ a: '', broken: 'ada:lovelace', c: '' })).toEqual({
    started: ['broken'],
    failures: [],
    running: ['a', 'c', 'broken'],
  });
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a change reaches its monitor, and log lines about it name the monitor', async () => {
  const { apply, log } = monitorsFrom(0);
  await apply({ a: '', b: 'ada:lovelace' });
  expect(await apply({ a: '', b: '# no account' })).toEqual({ started: [], failures: [], running: ['a', 'b'] });
  await eventually('the refusal', () => log.some(({ message }) => message.startsWith('b: a Secret cannot be used')));
  expect(log.some(({ message }) => message.startsWith('a: '))).toBe(false);
});

test('a port that is taken and one beyond the last are reported with the name', async () => {
  const server = await listening(0);
  const { port } = server.address() as AddressInfo;
  expect(await monitorsFrom(port).apply({ a: '' })).toEqual({
    started: [],
    failures: [`a cannot be started: cannot listen on 127.0.0.1:${port}: the port is in use`],
    running: [],
  });
  await new Promise((resolve) => server.close(resolve));
  const last = await monitorsFrom(65_535).apply({ a: '', b: '' });
  // Another process may have the last port; then neither monitor starts.
  if (last.running.length > 0) expect(last.failures).toEqual(['b cannot be started: expected a free port from 65535 on, got none']);
});
