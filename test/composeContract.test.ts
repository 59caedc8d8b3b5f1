import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const repository = join(import.meta.dirname, '..');
const read = (path: string) => parse(readFileSync(join(repository, path), 'utf8'));

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly mem_limit?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly logging?: unknown;
  readonly healthcheck?: unknown;
}

// What docker compose itself checks it checks; these are the contracts between the files, also of services whose images may not be had.
const file: { services: Record<string, Service>; volumes: object; secrets: Record<string, { file: string }> } = parse(
  readFileSync(join(repository, 'docker-compose.yml'), 'utf8'),
  { merge: true },
);
const services = Object.entries(file.services);

test.each(services)('what %s mounts is there', (_name, { volumes = [] }) => {
  const sources = volumes.map((volume) => volume.replace(/\$\{\w+:-([^}]*)\}/, '$1').split(':')[0] ?? '');
  for (const source of sources.filter((path) => path.startsWith('.')))
    expect([source, existsSync(join(repository, source))]).toEqual([source, true]);
  const named = sources.filter((path) => !path.startsWith('.') && !path.startsWith('/'));
  expect(named.filter((name) => !(name in file.volumes))).toEqual([]);
});

test.each(services)('%s is pinned, bounded, without rights it does not need, and listens on 127.0.0.1 only', (_name, service) => {
  expect(service.image).toMatch(/:(v?\d+(\.\d+){0,2}|\$\{MODELMONITOR_VERSION:-\d+\.\d+\.\d+\})\}?$/);
  expect(service).toMatchObject({
    mem_limit: expect.any(String),
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    logging: { options: { 'max-size': '5m' } },
  });
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('no two services take the same port of the machine', () => {
  const ports = services.flatMap(([, { ports: own = [] }]) => own.map((port) => /:-(\d+)\}/.exec(port)?.[1]));
  expect(new Set(ports).size).toBe(ports.length);
});

test('every secret is a file that the script makes, and is used', () => {
  const script = readFileSync(join(repository, 'compose/secrets'), 'utf8');
  const used = services.flatMap(([, { secrets = [] }]) => secrets);
  for (const [name, { file: path }] of Object.entries(file.secrets)) {
    expect(path).toBe(`./compose/secrets.d/${name}`);
    expect([script.includes(`create ${name}`), used.includes(name)]).toEqual([true, true]);
  }
});

test('who is waited for can say that he is healthy', () => {
  const own = new Set(['predictor', ...services.filter(([, { healthcheck }]) => healthcheck !== undefined).map(([name]) => name)]);
  for (const [, { depends_on = {} }] of services) expect(Object.keys(depends_on).filter((name) => !own.has(name))).toEqual([]);
});

test('every scrape target is a service, and what it scrapes is labelled as in a cluster', () => {
  const { scrape_configs: scraped, alerting } = read('compose/prometheus.yml');
  const targets: string[] = [...scraped, ...alerting.alertmanagers].flatMap((config) => [
    ...(config.static_configs ?? []).flatMap((one: { targets: string[] }) => one.targets),
    ...(config.dns_sd_configs ?? []).flatMap((one: { names: string[] }) => one.names),
  ]);
  const hosts = targets.map((target) => target.split(':')[0] ?? '').filter((host) => host !== 'localhost');
  expect(hosts.filter((host) => !(host in file.services))).toEqual([]);
  expect(scraped[0]).toMatchObject({ job_name: 'modelmonitor-predictor', static_configs: [{ labels: { namespace: 'default' } }] });
});

test('Grafana is given the data source that dashboards default to, and the folder they lie in', () => {
  const { datasources } = read('compose/grafana/provisioning/datasources/prometheus.yaml');
  expect(datasources).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ uid: 'prometheus', type: 'prometheus', isDefault: true, url: 'http://prometheus:9090' }),
    ]),
  );
  const [{ options }] = read('compose/grafana/provisioning/dashboards/modelmonitor.yaml').providers;
  const mount = file.services['grafana']?.volumes?.find((volume) => volume.startsWith('./dashboards:'));
  expect(mount).toBe(`./dashboards:${options.path}:ro`);
  const dashboards = readdirSync(join(repository, 'dashboards')).filter((name) => name.endsWith('.json'));
  expect(dashboards).toContain('fleet.json');
});

test('the predictor is given every object that the monitor of the stack names, and the database its own password', () => {
  const command = file.services['predictor']?.command ?? [];
  expect(file.services['predictor']?.volumes?.[0]).toContain('MODELS:-./examples/wine-postgres}:/models:ro');
  const names = command.filter((one) => one.startsWith('--filename=')).map((one) => one.slice('--filename='.length));
  const objects = names.filter((name) => name.startsWith('/wine/')).map((name) => read(join('examples', name)).metadata.name);
  const { model, drift, capture } = read('examples/wine-postgres/monitor.yaml').spec;
  const sources = [...model.versions, drift.reference].map(
    ({ source }: { source: { configMap: { name: string } } }) => source.configMap.name,
  );
  expect(objects.sort()).toEqual(sources.sort());
  expect(names).toContain('/run/secrets/database.yaml');
  const script = readFileSync(join(repository, 'compose/secrets'), 'utf8');
  expect(script).toContain(`metadata: { name: ${capture.postgres.secretRef.name} }`);
  expect(script).toContain('create database-password');
});
