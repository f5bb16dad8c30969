// `npm start`: installs, builds and serves, each only where it is needed. Node's own modules only.
import { parseArgs } from 'node:util';
import { DIST, ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { serve } from './serve.mjs';

const usage = (message) => {
  console.error(`${message}\nUsage: npm start [-- --port 4173]`);
  process.exit(2);
};
let port;
try {
  port = parseArgs({ options: { port: { type: 'string' } } }).values.port;
} catch (error) {
  usage(error.message.split('\n')[0]);
}
if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65536))
  usage(`--port wants a number from 0 to 65535, got ${port}.`);

ensureInstalled();
ensureBuilt();
try {
  const { address } = await serve({ root: DIST, port: Number(port ?? 4173), next: port === undefined });
  console.log(`\nBenchside is at ${address}\nIt serves this machine only. End it with Ctrl+C.`);
} catch (error) {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use: name another with --port, or leave it out.`
      : `The server did not start: ${error.message}`,
  );
  process.exit(1);
}
