import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../apps/api/create.js';
import { type Actor, type Clock, createLog, loadConfig, type StoppedClock } from '../../libs/core/index.js';
import { createApiToken, type Permission, scopesOf } from '../../libs/identity/index.js';
import { buildTown, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';

/** What the API answered. */
export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  /** The JSON, or undefined when it is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks wherever it likes
  body: any;
  text: string;
}

/** Another system, with or without a token. Over a real socket: what Fastify injects with cannot be loaded by Jest. */
export class Client {
  constructor(
    private readonly address: string,
    readonly token?: string,
  ) {}

  async send(
    method: string,
    url: string,
    options: { body?: unknown; text?: string | Buffer; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const { body, text, headers = {} } = options;
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.address + url, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      body: typeof payload === 'string' ? payload : payload && new Uint8Array(payload),
    });
    const answered = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: json ? JSON.parse(answered) : undefined,
      text: answered,
    };
  }

  get(url: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send('GET', url, { headers });
  }

  /** Posts with a key of its own, unless one is given. */
  post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', url, { body, headers: { 'idempotency-key': randomUUID(), ...headers } });
  }
}

/** The API over a database with a town, and a client per role. */
export interface ApiTown {
  db: TestDatabase & { clock: StoppedClock };
  town: Town;
  app: NestFastifyApplication;
  open: Client;
  client(actor: Actor, scopes?: readonly Permission[], of?: Town): Promise<Client>;
  close(): Promise<void>;
}

export async function apiTown(day = '2026-03-02'): Promise<ApiTown> {
  const db = await storyDatabase(day);
  const town = await buildTown(db);
  const config = loadConfig({
    APP_DATABASE_URL: db.appUrl,
    APP_SECRET: 'a secret for the specs, and for nothing else',
    LOG_LEVEL: 'silent',
  });
  const app = await createApi(config, createLog('silent', 'api'), { clock: db.clock as Clock });
  await app.listen(0, '127.0.0.1');
  const address = (await app.getUrl()).replace(/\/$/, '');
  return {
    db,
    town,
    app,
    open: new Client(address),
    client: async (actor, scopes, of = town) => new Client(address, await tokenOf(of, actor, scopes)),
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}

/** A token as the page of connections makes it. */
async function tokenOf(town: Town, actor: Actor, scopes: readonly Permission[] = scopesOf(actor.role)): Promise<string> {
  const made = await town.run((tx) => createApiToken(tx, { name: 'Koppeling', scopes, expiresOn: '2026-12-31' }), actor);
  return made.token;
}

export const euros = (amountCents: number) => ({ amountCents, currency: 'EUR' });
