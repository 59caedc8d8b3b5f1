import Type from 'typebox';
import { duration } from '../duration.ts';

/** `source.events`: a model that is served elsewhere; its predictions come as events. */
export const eventsSource = Type.Object(
  {
    timeout: duration({ default: '1m', description: 'How long the request or the response of a prediction waits for the other.' }),
  },
  {
    additionalProperties: false,
    description:
      'A model that is served elsewhere, without this process in the way of its requests: its predictions come by `POST /events`, as CloudEvents of ' +
      'a KServe logger (`org.kubeflow.serving.inference.request` and `.response`) or as plain JSON. They are counted, captured and checked for drift ' +
      'like its own.',
  },
);
