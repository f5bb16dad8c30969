import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CONTENT_SECURITY_POLICY } from './csp.mjs';

const HOST = '127.0.0.1';
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** Sent with every response, errors too; a test serves without them. */
const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The file a request means, or null where there is none inside `root`. Follows no `..`, however it is spelled. */
async function fileOf(root, url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  let file = resolve(join(root, path));
  if (file !== root && !file.startsWith(root + sep)) return null;
  let found = await stat(file).catch(() => null);
  if (found?.isDirectory()) {
    file = join(file, 'index.html');
    found = await stat(file).catch(() => null);
  }
  return found?.isFile() ? { file, size: found.size } : null;
}

async function answer(root, headers, request, response) {
  const refuse = (status, extra = {}) => {
    response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...extra });
    response.end(`${status}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
  const found = await fileOf(root, request.url ?? '/');
  if (!found) return refuse(404);
  const hashed = found.file.startsWith(join(root, 'assets') + sep);
  response.writeHead(200, {
    ...headers,
    'Content-Type': TYPES[extname(found.file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(found.file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * Serves a folder on this machine only. `port` 0 takes any free one; with `next`, a port in use leads to the one
 * after it (twenty are tried). Resolves to the address and a function that ends the server.
 *
 * @param {{ root: string, port: number, next?: boolean, headers?: Record<string, string> }} options
 */
export async function serve({ root, port, next = false, headers = HEADERS }) {
  const folder = resolve(root);
  const server = createServer((request, response) => void answer(folder, headers, request, response));
  for (let tried = port; ; tried++) {
    const error = await new Promise((done) => {
      server.once('error', done);
      server.listen(tried, HOST, () => {
        server.removeListener('error', done);
        done(null);
      });
    });
    if (!error) break;
    if (!next || error.code !== 'EADDRINUSE' || tried - port >= 20) throw error;
  }
  const address = `http://localhost:${server.address().port}/`;
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { address, port: server.address().port, close };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, root: { type: 'string', default: 'dist' } },
  });
  const { address } = await serve({ root: values.root, port: Number(values.port) });
  console.log(address);
}
