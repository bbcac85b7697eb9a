import { HttpError, badRequest } from './errors.js';
import { faulty } from './fault.js';

const MAX_BYTES = 64 * 1024;

const sharedChunks = [];

function collect(req) {
  return new Promise((resolve, reject) => {
    // One array for all requests was the fault; each request has its own here.
    const chunks = faulty('shared-chunks') ? sharedChunks : [];
    let size = 0;
    let text = '';
    if (faulty('first-chunk-only')) {
      req.once('data', (chunk) => resolve(chunk.toString()));
      req.once('end', () => resolve(''));
      return;
    }
    req.on('data', (chunk) => {
      size += chunk.length;
      if (size > MAX_BYTES) {
        // The rest is read and forgotten, so that the client can finish and sees the answer.
        req.removeAllListeners('data').resume();
        reject(
          faulty('too-large-500')
            ? new Error('request body too large')
            : new HttpError(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${MAX_BYTES} bytes.`),
        );
        return;
      }
      chunks.push(chunk);
      text += chunk;
    });
    req.on('end', () => resolve(faulty('chunk-to-string') ? text : Buffer.concat(chunks.splice(0)).toString('utf8')));
    req.on('error', reject);
  });
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export async function readJson(req) {
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must not be encoded.');
  const text = await collect(req);
  let body;
  try {
    body = JSON.parse(text);
  } catch (error) {
    if (faulty('bad-json-500')) throw error;
    throw badRequest('The body is not JSON.');
  }
  if (!isObject(body)) throw badRequest('The body must be a JSON object.');
  // Object.assign sets, and setting a member named __proto__ changes the prototype.
  return faulty('proto-merge') ? Object.assign({}, body) : body;
}
