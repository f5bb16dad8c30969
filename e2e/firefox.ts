import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFirefox } from '../scripts/browser.mjs';

/**
 * Firefox by Marionette, its own remote protocol, which geckodriver speaks too: JSON over TCP, each message behind its
 * length. No network: every request would go to a proxy that is not there.
 */
const SETTINGS = {
  'marionette.port': 0,
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.allow_hijacking_localhost': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB',
};
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PATIENCE_MS = 60_000;

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function until<T>(
  what: string,
  find: () => T | null | undefined | Promise<T | null | undefined>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await find();
    if (found !== null && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Firefox: no ${what} within ${PATIENCE_MS / 1000} s`);
    await later(100);
  }
}

/** The commands' answers as they come, in the order of their numbers. */
class Wire {
  private rest = Buffer.alloc(0);
  private next = 0;
  private readonly waiting = new Map<number, (answer: [unknown, unknown]) => void>();

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.rest = Buffer.concat([this.rest, chunk]);
      for (;;) {
        const colon = this.rest.indexOf(':');
        if (colon < 0) return;
        const end = colon + 1 + Number(this.rest.subarray(0, colon));
        if (this.rest.length < end) return;
        const message = JSON.parse(this.rest.subarray(colon + 1, end).toString());
        this.rest = this.rest.subarray(end);
        // The first message is a greeting.
        if (Array.isArray(message)) this.waiting.get(message[1])?.([message[2], message[3]]);
      }
    });
  }

  async ask(command: string, parameters: object = {}): Promise<unknown> {
    const id = this.next++;
    const text = JSON.stringify([0, id, command, parameters]);
    const answer = new Promise<[unknown, unknown]>((resolve) => this.waiting.set(id, resolve));
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [error, result] = await answer;
    if (error) throw new Error(`Firefox: ${command}: ${JSON.stringify(error)}`);
    return result && typeof result === 'object' && 'value' in result ? result.value : result;
  }

  end(): void {
    this.socket.destroy();
  }
}

export class Firefox {
  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
    private readonly wire: Wire,
  ) {}

  /** Throws one line that says what to install where there is none. */
  static async start(): Promise<Firefox> {
    const program = findFirefox();
    if (!program) throw new Error('No Firefox: install firefox-esr (apt-get install firefox-esr).');
    const profile = mkdtempSync(join(tmpdir(), 'benchside-firefox-'));
    const lines = Object.entries(SETTINGS).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`);
    const child = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
      stdio: 'ignore',
      env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '800' },
    });
    const port = await until('port', () => {
      if (child.exitCode !== null) throw new Error(`Firefox: ended with ${child.exitCode}`);
      try {
        return Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8')) || null;
      } catch {
        return null;
      }
    });
    const socket = connect(port, '127.0.0.1');
    await new Promise((done, fail) => socket.once('connect', done).once('error', fail));
    const firefox = new Firefox(child, profile, new Wire(socket));
    await firefox.wire.ask('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.wire.ask('WebDriver:Navigate', { url });
  }

  /** The body of a function; what it returns must be JSON. */
  run<T>(script: string, ...args: unknown[]): Promise<T> {
    return this.wire.ask('WebDriver:ExecuteScript', { script, args, newSandbox: true }) as Promise<T>;
  }

  /** Waits until the script gives something else than null. */
  wait<T>(script: string, ...args: unknown[]): Promise<T> {
    return until(script, () => this.run<T | null>(script, ...args));
  }

  private async find(css: string): Promise<string> {
    const found = (await this.wire.ask('WebDriver:FindElement', { using: 'css selector', value: css })) as {
      [ELEMENT]: string;
    };
    return found[ELEMENT];
  }

  /** By real key presses; files by their paths. */
  async type(css: string, text: string): Promise<void> {
    await this.wire.ask('WebDriver:ElementSendKeys', { id: await this.find(css), text });
  }

  async click(css: string): Promise<void> {
    await this.wire.ask('WebDriver:ElementClick', { id: await this.find(css) });
  }

  async screenshot(file: string): Promise<void> {
    const picture = (await this.wire.ask('WebDriver:TakeScreenshot', { full: false })) as string;
    writeFileSync(file, Buffer.from(picture, 'base64'));
  }

  async quit(): Promise<void> {
    const gone = new Promise((done) => this.process.once('exit', done));
    await this.wire.ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => this.process.kill());
    await Promise.race([gone, later(10_000)]);
    this.wire.end();
    if (this.process.exitCode === null) this.process.kill('SIGKILL');
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
