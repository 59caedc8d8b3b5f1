import Koa from 'koa';
import { echoAnswer } from './echoAnswer.ts';

// The least a Koa server can do for a prediction: read and parse the body, answer JSON of the same size.
const app = new Koa();
app.use(async (context) => {
  if (context.method !== 'POST') {
    context.body = 'ready';
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of context.req) chunks.push(chunk as Buffer);
  JSON.parse(Buffer.concat(chunks).toString());
  context.body = echoAnswer;
});
app.listen(Number(process.argv[2]), '127.0.0.1');
