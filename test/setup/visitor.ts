import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createWeb } from '../../apps/web/create.js';
import { createLog, loadConfig } from '../../libs/core/index.js';

/** A web door that listens on a port of its own. */
export interface WebDoor {
  app: NestFastifyApplication;
  /** Without a slash at the end. */
  address: string;
  close(): Promise<void>;
}

/** Opens the web door on a spec's database; `environment` changes its configuration. */
export async function openWeb(appUrl: string, environment: Record<string, string> = {}): Promise<WebDoor> {
  const settings = {
    APP_DATABASE_URL: appUrl,
    APP_SECRET: 'a secret for the specs, and for nothing else',
    DATABASE_POOL: '4',
    LOG_LEVEL: 'silent',
    ...environment,
  };
  const app = await createWeb(loadConfig(settings), createLog('silent', 'web'));
  await app.listen(0, '127.0.0.1');
  return { app, address: (await app.getUrl()).replace(/\/$/, ''), close: () => app.close() };
}

/** What a page answered. */
export interface Answer {
  status: number;
  /** Where it leads, for a redirect. */
  location: string | null;
  headers: Headers;
  body: string;
}

/** A browser without JavaScript: it keeps cookies, follows nothing by itself, and sends the token that the last page's forms carried. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  private csrf = '';

  constructor(private readonly door: WebDoor) {}

  /** Opens a page. */
  get(path: string): Promise<Answer> {
    return this.send(path, {});
  }

  /** Sends a form. */
  post(path: string, fields: Record<string, string | readonly string[]> = {}, { csrf = this.csrf } = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ _csrf: csrf, ...fields })) for (const one of [value].flat()) body.append(name, one);
    return this.send(path, { method: 'POST', body });
  }

  /** Logs in with the form; `fields` go along. */
  async logIn(email: string, password: string, fields: Record<string, string> = {}): Promise<Answer> {
    await this.get('/inloggen');
    return this.post('/inloggen', { email, wachtwoord: password, ...fields });
  }

  private async send(path: string, init: RequestInit): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.door.address + path, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const body = await response.text();
    this.csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? this.csrf;
    return { status: response.status, location: response.headers.get('location'), headers: response.headers, body };
  }
}
