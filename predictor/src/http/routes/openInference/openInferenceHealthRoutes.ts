import type { Router } from '@koa/router';
import type { ServingState } from '../../../serving/servingState.ts';
import { checkVersion } from './checkModel.ts';

export interface OpenInferenceHealthOptions {
  readonly state: () => ServingState;
  /** Whether the process ends. */
  readonly isClosing: () => boolean;
}

/** Health of the Open Inference Protocol v2, for probes: the server lives, is ready, and so are the model and its versions. */
export function openInferenceHealthRoutes(router: Router, { state, isClosing }: OpenInferenceHealthOptions): void {
  router.get('/v2/health/live', (context) => {
    context.body = { live: true };
  });
  router.get('/v2/health/ready', (context) => {
    const ready = state().split !== undefined && !isClosing();
    context.status = ready ? 200 : 503;
    context.body = { ready };
  });
  for (const path of ['/v2/models/:model/ready', '/v2/models/:model/versions/:version/ready']) {
    router.get(path, (context) => {
      const current = state();
      checkVersion(current, context.params);
      const { version } = context.params as Readonly<Record<string, string | undefined>>;
      const ready = version === undefined ? current.split !== undefined : current.versions.has(version);
      context.status = ready ? 200 : 503;
      context.body = { name: current.monitor.metadata.name, ready };
    });
  }
}
