import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { predictorNodeFlags } from '@modelmonitor/api';
import { testFiles, testMonitor, testVersion, writeConfiguration } from './testConfiguration.ts';
import { until } from './testPredictor.ts';

const main = join(import.meta.dirname, 'main.ts');

test('started by its name, the predictor has the flags of a plan', () => {
  const [firstLine] = readFileSync(main, 'utf8').split('\n');
  expect(firstLine).toBe(`#!/usr/bin/env -S node ${predictorNodeFlags.join(' ')}`);
});

test.each(['SIGTERM', 'SIGINT'] as const)('as a process it logs JSON lines, listens, and exits with 0 on %s', async (signal) => {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-main-'));
  await writeConfiguration(directory, 1, { monitor: testMonitor(), files: testFiles });
  const child = spawn(process.execPath, [...predictorNodeFlags, main, '--config', directory, '--port', '0', '--drain-wait', '2']);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  await until(() => log.includes('predictor listening on'));
  const { message } = JSON.parse(log.split('\n').find((line) => line.includes('predictor listening on')) ?? '{}');
  const address = `http://${message.split(' ').at(-1)}`;
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  child.kill(signal);
  await until(async () => (await fetch(`${address}/readyz`)).status === 503);
  const ready = await fetch(`${address}/readyz`);
  expect(ready.headers.get('connection')).toBe('close');
  expect(await ready.json()).toMatchObject({ ready: false, closing: true });
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(await ended).toBe(0);
  rmSync(directory, { recursive: true, force: true });
});

test('without a configuration it logs what is expected and exits with 1', async () => {
  const child = spawn(process.execPath, [main]);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(1);
  expect(JSON.parse(log)).toMatchObject({ level: 'error', message: 'expected --config DIR, the directory with monitor.json, got none' });
});

test('a server of a model that does not answer at first holds up the start, and does not end it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-main-'));
  // Nothing listens on port 1: the download is tried again after a pause.
  const away = { ...testVersion('v2', { traffic: 0 }), source: { http: { url: 'http://127.0.0.1:1/model.json' } } };
  const monitor = testMonitor({ versions: [testVersion('v1', { traffic: 100 }), away] });
  await writeConfiguration(directory, 1, { monitor, files: testFiles });
  const args = ['--config', directory, '--port', '0', '--allow-local-addresses'];
  const child = spawn(process.execPath, [...predictorNodeFlags, main, ...args]);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  await Promise.race([until(() => log.includes('predictor listening on')), ended]);
  expect(log).toContain('predictor listening on');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  rmSync(directory, { recursive: true, force: true });
});
