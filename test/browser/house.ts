import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { createWorker, type WorkerApp } from '../../apps/worker/create.js';
import { createLog, loadConfig } from '../../libs/core/index.js';
import { openWeb, type WebDoor } from '../setup/visitor.js';

/** As a distribution's Chromium runs everywhere, also as root and in a container, and calls nobody by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A phone and a desk: the widths that pages are drawn for. */
export const PHONE = { width: 360, height: 780 };
export const DESK = { width: 1280, height: 900 };
/** The widths at which nothing may stick out. */
const WIDTHS = [320, 360, 768, 1280];
/** What is expected to happen happens within this; a page answers in far less. */
const PATIENCE_MS = 8_000;

/** The web door on a database, with a browser in front of it and, once it is started, a worker behind it. */
export interface House {
  door: WebDoor;
  startWorker(): Promise<void>;
  visit(options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** Opens the house on a spec's database. */
export async function openHouse(appUrl: string): Promise<House> {
  const secret = 'a secret for the specs, and for nothing else';
  const door = await openWeb(appUrl, { DEMO: 'true', APP_SECRET: secret });
  const browser: Browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: FLAGS });
  let worker: WorkerApp | undefined;
  return {
    door,
    startWorker: async () => {
      worker = await createWorker(
        loadConfig({ APP_DATABASE_URL: appUrl, APP_SECRET: secret, DATABASE_POOL: '4' }),
        createLog('silent', 'worker'),
      );
    },
    visit: async (options = {}) => {
      const context = await browser.newContext({
        baseURL: door.address,
        viewport: DESK,
        locale: 'nl-NL',
        timezoneId: 'Europe/Amsterdam',
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      // Axe is a script: a page without scripts is looked at in a copy.
      const copy = options.javaScriptEnabled === false ? await browser.newPage() : undefined;
      return new Visit(context, await context.newPage(), door.address, copy);
    },
    close: async () => {
      await browser.close();
      await worker?.close();
      await door.close();
    },
  };
}

/** Somebody who looks at pages; what goes wrong on them is kept in `troubles`. */
export class Visit {
  readonly troubles: string[] = [];
  private readonly examined = new Set<string>();

  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    address: string,
    private readonly copy?: Page,
  ) {
    const here = (what: string) => this.troubles.push(`${page.url().replace(address, '')}: ${what}`);
    page.on('console', (message) => {
      // A refused form comes back as a page with status 409 or 422, which Chromium mentions.
      const refused = /status of 4(09|22)/.test(message.text()) && message.location().url === page.url();
      if (message.type() === 'error' && !refused) here(message.text());
    });
    page.on('pageerror', (error) => here(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${address}/`)) here(`asks ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) here(`${response.url()} answers ${response.status()}`);
    });
  }

  /** Logs in with a button of the demo; `name` is that of the organisation or of the person. */
  async logInAs(name: string): Promise<void> {
    await this.page.goto('/inloggen');
    await this.press(new RegExp(`^(Probeer deze rol|Try this role) ${name},`));
  }

  /** Presses a button and waits for the page it leads to. */
  async press(name: string | RegExp): Promise<void> {
    await this.leave(this.page.getByRole('button', { name, exact: true }));
  }

  /** Follows the first link of this name and waits for the page it leads to. */
  async follow(name: string | RegExp): Promise<void> {
    await this.leave(this.page.getByRole('link', { name, exact: true }).first());
  }

  /** Clicks what leads to another page, and waits until that is there. */
  async leave(by: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), by.click()]);
  }

  title(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /** What the page says, with ordinary spaces in its amounts. */
  async text(): Promise<string> {
    return (await this.page.locator('main').innerText()).replaceAll('\u00a0', ' ');
  }

  path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** Looks at this page as it stands, on a phone and at a desk: axe, nothing that sticks out, one title. Trouble goes into `troubles`. */
  async examine(name = this.path()): Promise<void> {
    if (this.examined.has(name)) return;
    this.examined.add(name);
    const page = await this.scripted();
    const size = page.viewportSize() ?? DESK;
    if ((await page.locator('h1').count()) !== 1) this.troubles.push(`${name}: not one title`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: DESK.height });
      const sticks = Number(await page.evaluate('document.documentElement.scrollWidth')) - width;
      if (sticks > 0) this.troubles.push(`${name}: sticks out ${sticks} pixels at ${width}`);
      if (width === PHONE.width || width === DESK.width) await this.askAxe(page, `${name} at ${width}`);
    }
    await page.setViewportSize(size);
  }

  /** This page, or its copy in which scripts run. */
  private async scripted(): Promise<Page> {
    if (!this.copy) return this.page;
    const body = await this.page.content();
    await this.copy.route(this.page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
    await this.copy.goto(this.page.url());
    await this.copy.unrouteAll();
    return this.copy;
  }

  private async askAxe(page: Page, name: string): Promise<void> {
    await page.evaluate(`if (!window.axe) { ${axe.source} }; undefined`);
    const { violations } = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as axe.AxeResults;
    for (const { id, help, nodes } of violations)
      this.troubles.push(`${name}: ${id}, ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }

  async close(): Promise<void> {
    await this.copy?.close();
    await this.context.close();
  }
}
