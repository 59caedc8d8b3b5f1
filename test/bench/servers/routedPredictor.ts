import { createApp } from '../../../predictor/src/http/createApp.ts';
import { listen } from '../../../predictor/src/http/listen.ts';
import { predictorParts } from './predictorParts.ts';

// The product's application, its routes found by the table of `createApp` or by the router alone. Usage: DIR PORT table|router.
const [configDirectory = '', port = '', routing = ''] = process.argv.slice(2);
const app = createApp(await predictorParts(configDirectory));
const shortcuts = app.middleware.filter(({ name }) => name === 'exactRoute');
if (shortcuts.length === 0) throw new Error('createApp has no middleware exactRoute: this benchmark compares nothing');
if (routing === 'router') app.middleware = app.middleware.filter((middleware) => !shortcuts.includes(middleware));
await listen(app.callback(), { host: '127.0.0.1', port: Number(port), graceMilliseconds: 1000 });
