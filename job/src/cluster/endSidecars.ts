import { createHttpClient } from '@modelmonitor/http';

/** Where proxies of meshes and databases that are injected into a pod take the order to end, once its own container has finished. */
export const sidecarEndpoints: readonly string[] = [
  // Istio: https://istio.io/latest/docs/reference/commands/pilot-agent
  'http://127.0.0.1:15020/quitquitquit',
  // Linkerd, where proxy.enableShutdownEndpoint is set: https://linkerd.io/2/tasks/graceful-shutdown
  'http://127.0.0.1:4191/shutdown',
  // Kuma
  'http://127.0.0.1:9901/quitquitquit',
  // Consul dataplane
  'http://127.0.0.1:20600/graceful_shutdown',
  // Cloud SQL proxy, with --quitquitquit
  'http://127.0.0.1:9091/quitquitquit',
];

/** Time in which a proxy takes its order, in milliseconds. */
const deadlineMilliseconds = 1000;

/** Ends the proxies that take such an order, so that the pod ends with the process. Without one, nothing listens there. */
export async function endSidecars(endpoints: readonly string[] = sidecarEndpoints): Promise<void> {
  const client = createHttpClient({ keepAlive: false });
  const send = (url: string) => {
    const { origin, pathname: path } = new URL(url);
    return client.send({ method: 'POST', origin, path, deadlineMilliseconds, mostBytes: 64 * 1024 });
  };
  await Promise.allSettled(endpoints.map(send));
  await client.close();
}
