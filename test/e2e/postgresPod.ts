import { command } from '../command.ts';
import { leaveOut, type TestSurroundings } from '../leaveOut.ts';
import type { World } from './world.ts';

/** The image that docker-compose.yml runs. */
const image = 'postgres:18';

/** A database in the cluster, as users have one there: a Service, and a Secret with its URL. */
export interface TestDatabase {
  /** Name of the Secret, whose key `uri` holds the URL. */
  readonly secret: string;
  /** @returns what psql prints, without headers */
  sql(statement: string): Promise<string>;
  remove(): Promise<void>;
}

/** Whether the image of the database is here or can be had; else the steps that need it are left out loudly, and in CI fail. */
export async function hasPostgresImage(what: string, surroundings: TestSurroundings): Promise<boolean> {
  for (const args of [
    ['image', 'inspect', image],
    ['pull', image],
  ])
    if ((await command('docker', args)).code === 0) return true;
  leaveOut(`${what}: the image ${image} is needed`, surroundings);
  return false;
}

export async function startPostgresPod({ cluster, kubectl }: World): Promise<TestDatabase> {
  await cluster.loadImages([image]);
  const [name, password] = ['predictions', 'only-in-this-test'];
  const labels = { app: name };
  const environment = { POSTGRES_USER: 'app', POSTGRES_DB: 'app', POSTGRES_PASSWORD: password };
  const ready = { exec: { command: ['pg_isready', '--username=app', '--dbname=app'] }, periodSeconds: 1 };
  const container = {
    name: 'postgres',
    image,
    imagePullPolicy: 'IfNotPresent',
    env: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    readinessProbe: ready,
  };
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `${name}-app` },
      stringData: { uri: `postgresql://app:${password}@${name}.default:5432/app` },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels, ports: [{ port: 5432 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
    },
  ];
  await kubectl(['apply', '--filename=-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) });
  await kubectl(['rollout', 'status', `deployment/${name}`, '--timeout=120s']);
  const psql = ['psql', '--username=app', '--tuples-only', '--no-align'];
  return {
    secret: `${name}-app`,
    sql: async (statement) => (await kubectl(['exec', `deployment/${name}`, '--', ...psql, `--command=${statement}`])).trim(),
    remove: async () => void (await kubectl(['delete', `deployment/${name}`, `service/${name}`, `secret/${name}-app`])),
  };
}
