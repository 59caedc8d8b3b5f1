import type { Middleware } from 'koa';

/** The middleware of a monitor that asks for no credentials. */
export const openToAll: Middleware = (_context, next) => next();
