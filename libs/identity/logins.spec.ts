import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { auditEntities } from '../audit/index.js';
import { Config, newId, type Problem, StoppedClock } from '../core/index.js';
import { tenancyEntities } from '../tenancy/index.js';
import {
  actorOf,
  addMembership,
  createPerson,
  endMembership,
  identityEntities,
  listDemoRoles,
  logIn,
  logInAsDemoRole,
  logOut,
  membershipIn,
  type Person,
  removeExpiredSessions,
  sessionByToken,
  switchMembership,
} from './index.js';
import { networkOf } from './logins.service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const password = 'een zin die ik onthoud';
const email = 'samen@voorbeeld.nl';
const start = new Date('2026-05-01T08:00:00Z');

/** A clock that moves on when it is told to. */
class MovingClock extends StoppedClock {
  private passedMs = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.passedMs);
  }

  pass(ms: number): void {
    this.passedMs += ms;
  }
}

const clock = new MovingClock(start);
let test: TestDatabase;
let here: string;
let there: string;
let person: Person;
let stranger: Person;
let roleHere: string;
let roleThere: string;

beforeAll(async () => {
  test = await testDatabase({ entities: [...tenancyEntities, ...auditEntities, ...identityEntities], clock });
  here = await createMunicipality(test.owner, { slug: 'amersfoort', name: 'Amersfoort' });
  there = await createMunicipality(test.owner, { slug: 'oss', name: 'Oss' });
  person = await test.database.shared((tx) => createPerson(tx, { email, name: 'Samen', password }));
  stranger = await test.database.shared((tx) => createPerson(tx, { email: 'ander@voorbeeld.nl', name: 'Ander', password }));
  await test.database.shared((tx) => createPerson(tx, { email: 'zonder@voorbeeld.nl', name: 'Zonder wachtwoord' }));
  const add = async (id: string, role: 'finance_officer' | 'councillor', personId = person.id) =>
    (await test.database.transaction(id, (tx) => addMembership(tx, { personId, role }))).id;
  roleHere = await add(here, 'finance_officer');
  roleThere = await add(there, 'councillor');
  await add(there, 'finance_officer', stranger.id);
});
afterAll(() => test.close());
beforeEach(() => test.owner.query('delete from login_attempts'));

const attempt = (given: Partial<Parameters<typeof logIn>[1]> = {}) => logIn(test.database, { email, password, ip: '192.0.2.1', ...given });
const refusal = async (given: Partial<Parameters<typeof logIn>[1]>) =>
  attempt(given).then(
    () => undefined,
    (problem: Problem) => problem,
  );

describe('logging in', () => {
  it('answers a new token each time, and who it is, with the roles over all municipalities', async () => {
    const { token, session } = await attempt({ email: ' SAMEN@voorbeeld.nl ' });
    expect(session).toMatchObject({
      personId: person.id,
      name: 'Samen',
      email,
      language: 'nl',
      isOperator: false,
      active: { id: roleHere },
    });
    expect(session.memberships).toEqual([
      {
        id: roleHere,
        municipalityId: here,
        municipalitySlug: 'amersfoort',
        municipalityName: 'Amersfoort',
        role: 'finance_officer',
        organisationId: null,
      },
      { id: roleThere, municipalityId: there, municipalitySlug: 'oss', municipalityName: 'Oss', role: 'councillor', organisationId: null },
    ]);
    expect((await attempt()).token).not.toBe(token);
    expect(await sessionByToken(test.database, token)).toEqual(session);
    const { rows } = await test.owner.query('select token_hash from sessions');
    expect(rows.map(({ token_hash }) => token_hash.toString('base64url'))).not.toContain(token);
  });

  it('says the same of a wrong password, an unknown address and an account without a password', async () => {
    const refusals = [
      await refusal({ password: 'iets anders dan dat' }),
      await refusal({ email: 'niemand@voorbeeld.nl' }),
      await refusal({ email: 'zonder@voorbeeld.nl', password: 'a password of nobody' }),
      await refusal({ password: password + 'x'.repeat(300) }),
      await refusal({ email: '', password: '' }),
    ];
    for (const problem of refusals) expect(problem).toMatchObject({ status: 401, type: 'wrong-login', words: refusals[0]?.words });
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const time = async (given: Partial<Parameters<typeof logIn>[1]>) => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        await test.owner.query('delete from login_attempts');
        const began = performance.now();
        await refusal(given);
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[2] as number;
    };
    await refusal({ email: 'niemand@voorbeeld.nl' });
    const unknown = await time({ email: 'niemand@voorbeeld.nl' });
    const wrong = await time({ password: 'iets anders dan dat' });
    // Hashing is nearly all of it: without it the unknown address would take a small part of the time.
    expect(unknown / wrong).toBeGreaterThan(0.5);
  });

  it('must wait after five failures for one address, from wherever they came, and then may again', async () => {
    for (let i = 1; i <= 5; i++) {
      expect(await refusal({ password: `wrong ${i}`, ip: `192.0.2.${i}` })).toMatchObject({ status: 401 });
      clock.pass(MINUTE);
    }
    const problem = await refusal({});
    expect(problem).toMatchObject({ status: 429, type: 'too-many-attempts' });
    expect(problem?.words.nl).toBe('Er is te vaak geprobeerd in te loggen. Probeer het over 10 minuten opnieuw.');
    expect(await refusal({ email: 'ander@voorbeeld.nl' })).toBeUndefined();
    // Being refused does not make the wait longer.
    clock.pass(10 * MINUTE - 1);
    expect((await refusal({}))?.words.nl).toContain('1 minuut');
    clock.pass(1);
    expect(await refusal({})).toBeUndefined();
  });

  it('says so too for an address that is unknown', async () => {
    for (let i = 0; i < 5; i++) await refusal({ email: 'niemand@voorbeeld.nl' });
    expect(await refusal({ email: 'Niemand@voorbeeld.nl' })).toMatchObject({ status: 429 });
  });

  it('begins counting again for an address after it logged in', async () => {
    for (let i = 0; i < 4; i++) await refusal({ password: 'wrong' });
    clock.pass(1);
    expect(await refusal({})).toBeUndefined();
    clock.pass(1);
    for (let i = 0; i < 4; i++) expect(await refusal({ password: 'wrong' })).toMatchObject({ status: 401 });
    expect(await refusal({})).toBeUndefined();
  });

  it('must wait after twenty failures from one network, whatever the addresses', async () => {
    for (let i = 0; i < 20; i++)
      expect(await refusal({ email: `p${i}@voorbeeld.nl`, ip: `2001:db8:1:2::${i}` })).toMatchObject({ status: 401 });
    expect(await refusal({ ip: '2001:db8:1:2:ffff::1' })).toMatchObject({ status: 429 });
    expect(await refusal({ ip: '2001:db8:1:3::1' })).toBeUndefined();
  });

  it('does not let guesses at the same moment pass together', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => refusal({ password: `guess ${i}`, ip: `198.51.100.${i}` })));
    expect(answers.filter((problem) => problem?.status === 401).length).toBeLessThanOrEqual(5);
    expect(answers.every((problem) => problem?.status === 401 || problem?.status === 429)).toBe(true);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7/32'],
    ['::ffff:192.0.2.7', '192.0.2.7/32'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:db8:1::7:8', '2001:db8:1:0::/64'],
    ['not an address', '0.0.0.0/32'],
  ])('counts %s as %s', async (ip, network) => {
    expect(networkOf(ip)).toBe(network);
    await expect(test.owner.query('select $1::cidr', [network])).resolves.toBeDefined();
  });
});

describe('a session', () => {
  it('ends after eight hours without a request, and each request keeps it alive', async () => {
    const { token } = await attempt();
    for (let i = 0; i < 3; i++) {
      clock.pass(8 * HOUR - 1);
      expect(await sessionByToken(test.database, token)).toBeDefined();
    }
    clock.pass(8 * HOUR);
    expect(await sessionByToken(test.database, token)).toBeUndefined();
  });

  it('ends after thirty days whatever happens', async () => {
    const { token } = await attempt();
    for (let hour = 0; hour < 30 * 24 - 6; hour += 6) {
      expect(await sessionByToken(test.database, token)).toBeDefined();
      clock.pass(6 * HOUR);
    }
    expect(await sessionByToken(test.database, token)).toBeDefined();
    clock.pass(6 * HOUR);
    expect(await sessionByToken(test.database, token)).toBeUndefined();
  });

  it('ends at once by logging out, and no other does', async () => {
    const first = await attempt();
    const second = await attempt();
    await logOut(test.database, first.token);
    expect(await sessionByToken(test.database, first.token)).toBeUndefined();
    expect(await sessionByToken(test.database, second.token)).toBeDefined();
    await logOut(test.database, 'unknown');
  });

  it('goes on in another role of the same person, and in nobody else’s', async () => {
    const { token, session } = await attempt();
    expect(await switchMembership(test.database, token, roleThere)).toMatchObject({ municipalityId: there });
    expect((await sessionByToken(test.database, token))?.active?.id).toBe(roleThere);
    const other = (await attempt({ email: stranger.email })).session.active?.id as string;
    await expect(switchMembership(test.database, token, other)).rejects.toMatchObject({ status: 404 });
    await expect(switchMembership(test.database, token, newId())).rejects.toMatchObject({ status: 404 });
    await expect(switchMembership(test.database, 'unknown', roleThere)).rejects.toMatchObject({ status: 404 });
    expect(membershipIn(session, there, 'councillor')?.id).toBe(roleThere);
    expect(membershipIn(session, there, 'finance_officer')).toBeUndefined();
    expect(membershipIn(undefined, there, 'councillor')).toBeUndefined();
    const active = session.active;
    if (!active) throw new Error('no role');
    expect(actorOf(session, active)).toEqual({ personId: person.id, role: 'finance_officer', organisationId: null });
  });

  it('loses a role the moment the membership ends', async () => {
    const temporary = await test.database.transaction(here, (tx) => addMembership(tx, { personId: stranger.id, role: 'visit_panel' }));
    const { token } = await attempt({ email: stranger.email });
    await switchMembership(test.database, token, temporary.id);
    await test.database.transaction(here, (tx) => endMembership(tx, temporary.id));
    const viewer = await sessionByToken(test.database, token);
    expect(viewer?.memberships.map(({ role }) => role)).toEqual(['finance_officer']);
    expect(viewer?.active?.municipalityId).toBe(there);
  });

  it('is removed once it has expired, and old attempts with it', async () => {
    await refusal({ password: 'wrong' });
    const before = await attempt();
    clock.pass(25 * HOUR);
    const after = await attempt();
    expect(await test.database.shared(removeExpiredSessions)).toBeGreaterThan(0);
    expect(await sessionByToken(test.database, before.token)).toBeUndefined();
    expect(await sessionByToken(test.database, after.token)).toBeDefined();
    expect((await test.owner.query('select 1 from sessions')).rowCount).toBe(1);
    expect((await test.owner.query('select outcome from login_attempts')).rows).toEqual([{ outcome: 'succeeded' }]);
  });

  it('is unknown for what is no token', async () => {
    for (const token of ['', 'x', '\u0000', 'a'.repeat(10_000)]) expect(await sessionByToken(test.database, token)).toBeUndefined();
  });
});

describe('a demo role', () => {
  const demo = Object.assign(new Config(), { DEMO: true });
  const real = Object.assign(new Config(), { DEMO: false });

  it('logs in without a password, in the municipality of the button', async () => {
    const offered = await listDemoRoles(test.database, demo);
    expect(offered.map(({ municipality, memberships }) => [municipality.name, memberships.length])).toEqual([
      ['Amersfoort', 1],
      ['Oss', 2],
    ]);
    const { session, token } = await logInAsDemoRole(test.database, demo, roleThere);
    expect(session.active).toMatchObject({ id: roleThere, role: 'councillor' });
    expect((await sessionByToken(test.database, token))?.active?.id).toBe(roleThere);
  });

  it('does not exist outside a demo, nor for a municipality that is real', async () => {
    expect(await listDemoRoles(test.database, real)).toEqual([]);
    await expect(logInAsDemoRole(test.database, real, roleThere)).rejects.toMatchObject({ status: 404 });
    await test.owner.query('update municipalities set fictional = false where id = $1', [there]);
    await expect(logInAsDemoRole(test.database, demo, roleThere)).rejects.toMatchObject({ status: 404 });
    await expect(logInAsDemoRole(test.database, demo, newId())).rejects.toMatchObject({ status: 404 });
  });
});
