import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operatorMetrics } from '@modelmonitor/api';

/** Exports what an operator does whose scope overlaps with that of another one; the test has one operator. */
export async function startOverlapExporter(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const { name, type } = operatorMetrics.otherOperators;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`# TYPE ${name} ${type}\n${name}{operator="other/modelmonitor-operator"} 1\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
