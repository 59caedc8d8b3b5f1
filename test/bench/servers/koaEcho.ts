import { Router } from '@koa/router';
import Koa from 'koa';
import { echoAnswer } from './echoAnswer.ts';

// The least a Koa server with its router can do for a prediction: read and parse the body, answer JSON of the same size.
const router = new Router();
router.get('/', (context) => {
  context.body = 'ready';
});
router.post('/predict', async (context) => {
  const chunks: Buffer[] = [];
  for await (const chunk of context.req) chunks.push(chunk as Buffer);
  JSON.parse(Buffer.concat(chunks).toString());
  context.body = echoAnswer;
});
new Koa().use(router.routes()).listen(Number(process.argv[2]), '127.0.0.1');
