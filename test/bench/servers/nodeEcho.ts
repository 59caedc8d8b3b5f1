import { createServer } from 'node:http';
import { echoAnswer } from './echoAnswer.ts';

// The floor: Node's own HTTP server, the body parsed, JSON of the same size answered.
createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.method === 'POST') JSON.parse(Buffer.concat(chunks).toString());
    const body = JSON.stringify(echoAnswer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
