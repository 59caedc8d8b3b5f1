import type { Router } from '@koa/router';
import type { Middleware } from 'koa';

/**
 * Answers the routes of a router whose paths hold no parameters by one look-up; everything else is passed on, to the router itself.
 * A router matches every route and puts a chain together for each request, which was a quarter of the time of a prediction; here the
 * chains are put together once.
 *
 * @param router a router whose routes are all declared, matching to the letter
 * @param guards run before the handlers of every route
 */
export function exactRoutes(router: Router, guards: readonly Middleware[] = []): Middleware {
  const byMethod = new Map<string, Map<string, Middleware>>();
  for (const { path, methods, stack } of router.stack) {
    if (typeof path !== 'string' || /[:*(){}]/.test(path)) continue;
    for (const method of methods) {
      const routes = byMethod.get(method) ?? new Map<string, Middleware>();
      byMethod.set(method, routes.set(path, chained([...guards, ...(stack as Middleware[])])));
    }
  }
  return (context, next) => {
    const handle = byMethod.get(context.method)?.get(context.path);
    if (handle === undefined) return next();
    context['_matchedRoute'] = context.path;
    return handle(context, next);
  };
}

function chained([first, ...rest]: readonly Middleware[]): Middleware {
  if (first === undefined) return (_context, next) => next();
  if (rest.length === 0) return first;
  const after = chained(rest);
  return (context, next) => first(context, () => after(context, next));
}
