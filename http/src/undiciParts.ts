import { createRequire } from 'node:module';
import type { Agent, buildConnector, Dispatcher, ProxyAgent } from 'undici';

const load = createRequire(import.meta.url);

type Request = (this: Dispatcher, options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;

/** Each part by its file: the index of undici also loads fetch, WebSockets, caches and mocks, a tenth of what a drift job takes to start. */
export const undiciParts = {
  Agent: load('undici/lib/dispatcher/agent.js') as typeof Agent,
  ProxyAgent: load('undici/lib/dispatcher/proxy-agent.js') as typeof ProxyAgent,
  buildConnector: load('undici/lib/core/connect.js') as typeof buildConnector,
  request: load('undici/lib/api/api-request.js') as Request,
};
