import type { Dispatcher } from 'undici';
import { ApiError } from './errors.ts';

/**
 * Sends a request only while it may be sent, which is asked when a connection is there and nothing but the sending is left to do: a request may
 * have waited for it.
 */
export function onlyWhile(permitted: () => boolean): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        handler.onRequestStart?.(controller, context);
        if (!permitted()) controller.abort(new ApiError('nothing may be written without the lease', { kind: 'unreachable' }));
      },
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    });
}
