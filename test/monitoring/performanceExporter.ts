import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exampleHistory } from '../../api/src/report/exampleHistory.ts';
import { registerPerformanceTelemetry } from '../../predictor/src/telemetry/performanceTelemetry.ts';
import { createTelemetry } from '../../predictor/src/telemetry/telemetry.ts';

/** Exports the performance of thirty days, which no predictor of a test has. */
export async function startPerformanceExporter(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const { registry } = createTelemetry({ modelmonitor: 'classes' });
  registerPerformanceTelemetry(registry, exampleHistory);
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', registry.contentType);
    response.end(await registry.metrics());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
