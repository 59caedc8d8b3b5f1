import { DriftUsageError } from '../errors.ts';
import { apiServer } from './apiServer.ts';

test.each([
  { name: 'an address', host: '10.96.0.1', expected: '10.96.0.1' },
  { name: 'an IPv6 address', host: 'fd00::1', expected: 'fd00::1' },
  { name: 'an IPv6 address in brackets', host: '[fd00::1]', expected: 'fd00::1' },
  { name: 'a name', host: 'kubernetes.default.svc', expected: 'kubernetes.default.svc' },
])('$name of the API server is taken as it is', ({ host, expected }) => {
  expect(apiServer({ host, port: '6443' }, '/x')).toMatchObject({ host: expected, port: 6443 });
});

test.each([
  { name: 'nothing is set', host: undefined, port: undefined },
  { name: 'the host is empty', host: '', port: '443' },
  { name: 'the port is none', host: '10.96.0.1', port: 'https' },
  { name: 'the port is out of range', host: '10.96.0.1', port: '0' },
])('where $name there is no cluster', ({ host, port }) => {
  expect(() => apiServer({ host, port }, '/x')).toThrow(DriftUsageError);
});
