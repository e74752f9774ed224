import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StoppedClock } from '../core/index.js';
import type { Town } from '../../test/fixtures/town.js';
import type { TestDatabase } from '../../test/setup/database.js';

const real = await import('./code.js');
const newCode = jest.fn(real.newCode);
jest.unstable_mockModule('./code.js', () => ({ ...real, newCode }));
const { buildTown, draw, giveBudget, giveRight, storyDatabase } = await import('../../test/fixtures/town.js');
const { rightById, voidDraw } = await import('./index.js');

describe('the code of a draw', () => {
  let db: TestDatabase & { clock: StoppedClock };
  let town: Town;
  let rightId: string;
  beforeAll(async () => {
    db = await storyDatabase('2026-03-02');
    town = await buildTown(db);
    rightId = await giveRight(town, await giveBudget(town));
  });
  afterAll(() => db.close());
  beforeEach(() => {
    newCode.mockReset().mockImplementation(real.newCode);
  });

  it('is six characters that nobody reads for each other', () => {
    for (let count = 0; count < 1_000; count++) expect(real.newCode()).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    expect(real.readCode(' k7m-4qx ')).toBe('K7M4QX');
  });

  it('is another one when a draw has it already, open or ended', async () => {
    const codes = (...list: string[]) => list.forEach((code) => newCode.mockReturnValueOnce(code));
    codes('AAAAAA');
    const first = await draw(town, rightId, 100);
    codes('AAAAAA', 'AAAAAA', 'BBBBBB');
    const second = await draw(town, rightId, 200);
    expect([first.code, second.code]).toEqual(['AAAAAA', 'BBBBBB']);
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: 499_700, reserved: 300 });
    await town.run((tx) => voidDraw(tx, first.id, 'niet nodig'), town.as.initiative);
    codes('AAAAAA', 'CCCCCC');
    expect((await draw(town, rightId, 400)).code).toBe('CCCCCC');
  });

  it('is given up after three that are taken, and nothing is reserved', async () => {
    const before = await town.run((tx) => rightById(tx, rightId));
    newCode.mockReturnValue('BBBBBB');
    await expect(draw(town, rightId, 100)).rejects.toThrow('a draw with this id or code was made');
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: before.free, reserved: before.reserved });
  });
});
