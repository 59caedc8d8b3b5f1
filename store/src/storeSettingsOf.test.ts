import type { ModelMonitor } from '@modelmonitor/api';
import { storeSettingsOf } from './storeSettingsOf.ts';

const monitor = { metadata: { namespace: 'models', name: 'wine' } } as ModelMonitor;

test('the database is named by the files of its Secrets, whose content is read at each connect', () => {
  const store = {
    kind: 'postgres',
    directory: undefined,
    urlPath: 'secrets/a/uri',
    authoritiesPath: 'secrets/b/ca.crt',
    synchronousCommit: false,
  } as const;
  expect(storeSettingsOf(store, monitor, '/etc/modelmonitor')).toEqual({
    kind: 'postgres',
    monitor: { namespace: 'models', name: 'wine' },
    url: { file: '/etc/modelmonitor/secrets/a/uri' },
    authorities: '/etc/modelmonitor/secrets/b/ca.crt',
    what: 'capture.postgres',
    synchronousCommit: false,
  });
});

test('a file is where the plan puts it, and a buffer has no store', () => {
  expect(storeSettingsOf({ kind: 'file', directory: 'd', path: 'd/a.sqlite' }, monitor, 'c')).toEqual({
    kind: 'file',
    path: 'd/a.sqlite',
    monitor: { namespace: 'models', name: 'wine' },
  });
  expect(storeSettingsOf({ kind: 'buffer' }, monitor, 'c')).toBeUndefined();
});
