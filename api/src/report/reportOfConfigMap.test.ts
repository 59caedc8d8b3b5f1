import { gzipSync } from 'node:zlib';
import { exampleReport } from './exampleReport.ts';
import { reportOfConfigMap } from './reportOfConfigMap.ts';

const text = JSON.stringify(exampleReport({ warnings: ['Côte 日本'] }));
const gzipped = (content: string | Buffer) => gzipSync(content).toString('base64');
const { run } = exampleReport();

test.each([
  { name: 'as text', configMap: { data: { 'report.json': text } } },
  { name: 'gzipped', configMap: { binaryData: { 'report.json.gz': gzipped(text), 'report.html.gz': 'AA==' } } },
  { name: 'twice: the text counts', configMap: { data: { 'report.json': text }, binaryData: { 'report.json.gz': 'AA==' } } },
])('a report that lies there $name is read', ({ configMap }) => {
  expect(reportOfConfigMap(configMap)).toEqual(JSON.parse(text));
  expect(reportOfConfigMap(configMap, run)).toEqual(JSON.parse(text));
  expect(reportOfConfigMap(configMap, '20270102t030405678z')).toBe('its run has to be the name it is stored under');
});

const binary = (value: string) => ({ binaryData: { 'report.json.gz': value } });

test.each([
  { name: 'nothing', configMap: {}, reason: 'it holds neither report.json nor report.json.gz' },
  {
    name: 'other keys',
    configMap: { data: { 'report.jso': text }, binaryData: {} },
    reason: 'it holds neither report.json nor report.json.gz',
  },
  { name: 'a torn text', configMap: { data: { 'report.json': text.slice(0, 99) } }, reason: 'it is not JSON' },
  { name: 'bytes that are no gzip', configMap: binary('AAAA'), reason: 'report.json.gz is no gzip in base64' },
  { name: 'no bytes', configMap: binary(''), reason: 'report.json.gz is no gzip in base64' },
  { name: 'a torn gzip', configMap: binary(gzipped(text).slice(0, 200)), reason: 'report.json.gz is no gzip in base64' },
  { name: 'the gzip of another document', configMap: binary(gzipped('[]')), reason: 'it is not a drift report' },
  {
    name: 'a bomb',
    configMap: binary(gzipped(Buffer.alloc(33 * 1024 * 1024))),
    reason: 'report.json.gz unzips to more than 32 MiB',
  },
])('$name: $reason', ({ configMap, reason }) => {
  expect(reportOfConfigMap(configMap)).toBe(reason);
});
