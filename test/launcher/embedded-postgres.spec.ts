import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

interface Running {
  url: string;
  port: number;
  dataDir: string;
  created: boolean;
  reused: boolean;
  stop(): Promise<boolean>;
}
interface Launcher {
  startPostgres(options: { dataDir: string; durable?: boolean }): Promise<Running>;
  removePostgres(dataDir: string): void;
  freePort(wanted?: number): Promise<number>;
}

const script = '../../scripts/embedded-postgres.mjs';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-launcher-'));
  const dataDir = join(folder, 'postgres');
  let launcher: Launcher;
  beforeAll(async () => {
    launcher = (await import(script)) as Launcher;
  });
  afterAll(() => {
    launcher.removePostgres(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });
  const start = () => launcher.startPostgres({ dataDir, durable: false });
  const serverPid = () => Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

  it('is made once, asks for its password and keeps that from others', async () => {
    const server = await start();
    expect(server).toMatchObject({ created: true, reused: false });
    await ask(server.url, 'create table kept (n int)');
    await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(`${dataDir}.password`).mode & 0o077).toBe(0);
  });

  it('is joined by a second launcher in the same folder, and stops with the last of them', async () => {
    const [first, second] = [await start(), await start()];
    expect(second).toMatchObject({ created: false, reused: true, port: first.port });
    const door = new pg.Client({ connectionString: second.url });
    await door.connect();
    expect(await first.stop()).toBe(false);
    expect(await door.query('select 1').then(({ rowCount }) => rowCount)).toBe(1);
    await door.end();
    expect(await second.stop()).toBe(true);
    await expect(ask(second.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('keeps its data over a stop, and over a crash that left its pid file', async () => {
    const server = await start();
    process.kill(serverPid(), 'SIGKILL');
    await sleep(200);
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
    const again = await start();
    expect(again).toMatchObject({ created: false, reused: false });
    expect(await ask(again.url, `select to_regclass('kept')::text as name`)).toEqual({ name: 'kept' });
    expect(await again.stop()).toBe(true);
    expect(server.dataDir).toBe(again.dataDir);
  });

  it('does not take another process for its server when the number in the pid file was given away', async () => {
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n0\n1\n\n127.0.0.1\n`);
    const server = await start();
    expect(server.reused).toBe(false);
    expect(await server.stop()).toBe(true);
  });

  it('finds another port when one is taken', async () => {
    const server = await new Promise<Server>((resolve) => {
      const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening));
    });
    const { port } = server.address() as AddressInfo;
    expect(await launcher.freePort(port)).not.toBe(port);
    server.close();
  });
});
