import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from './csp.mjs';
import { serve } from './serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'benchside-serve-'));
const root = join(outside, 'dist');
mkdirSync(join(root, 'assets'), { recursive: true });
writeFileSync(join(outside, 'secret.txt'), 'secret');
writeFileSync(join(root, 'index.html'), '<!doctype html>');
writeFileSync(join(root, 'assets/a-1.wasm'), new Uint8Array([0, 97, 115, 109]));
writeFileSync(join(root, 'sample.csv'), 'a,b\n');

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve({ root, port: 0 });
});
afterAll(() => server.close());

/** Not fetch: it would tidy the path before sending it. */
const get = (path: string, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject).end();
  });

describe('serve', () => {
  it.each(['/', '/sample.csv', '/nowhere', '/assets/', '/%zz'])('sends the policy with %s', async (path) => {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('cross-origin-opener-policy');
    expect(headers).not.toHaveProperty('cross-origin-embedder-policy');
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/sample.csv?x=1', 'text/csv; charset=utf-8'],
    ['/assets/a-1.wasm', 'application/wasm'],
  ])('names the type of %s', async (path, type) => {
    expect(await get(path)).toMatchObject({ status: 200, headers: { 'content-type': type } });
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/\0',
  ])('does not leave its folder for %j', async (path) => {
    const answer = await get(path.replace('\0', '%00'));
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it('only reads', async () => {
    expect(await get('/', 'POST')).toMatchObject({ status: 405 });
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('takes the next port where one is in use', async () => {
    const other = await serve({ root, port: server.port, next: true });
    expect(other.port).toBeGreaterThan(server.port);
    await other.close();
    await expect(serve({ root, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
