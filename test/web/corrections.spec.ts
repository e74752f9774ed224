import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSource } from '../../libs/budgets/index.js';
import { formatCents, newId } from '../../libs/core/index.js';
import { correctionsOf } from '../../libs/payments/index.js';
import { proven } from '../scenarios/kit.js';
import { Visitor } from '../setup/visitor.js';
import { at, everything, type FinanceTown, ids, openFinanceTown, year } from './finance-town.js';

let place: FinanceTown;
beforeAll(async () => {
  place = await openFinanceTown();
  await place.db.owner.query(`update people set name = case id when $1 then 'Fatima' else 'Joris' end where id in ($1, $2)`, [
    place.town.as.finance.personId,
    place.town.as.finance2.personId,
  ]);
}, 60_000);
afterAll(() => place.close());

/** The `fund` transfer of a new source. */
async function funded(cents: number): Promise<string> {
  const { town } = place;
  const source = await town.run((tx) =>
    createSource(tx, {
      name: `Bron ${newId()}`,
      kind: 'extra',
      taskField: '6.1',
      decisionId: town.decisionId,
      years: [{ fiscalYear: year, cents }],
    }),
  );
  const [id] = await ids(
    place,
    `select t.id from transfers t join accounts a on a.municipality_id = $1 and a.id = t.credit_account_id
      where t.municipality_id = $1 and t.kind = 'fund' and a.funding_source_id = $2`,
    source.id,
  );
  return id!;
}

const askAt = (transferId: string) => at(`/boekingen/${transferId}/terugdraaien`);

describe('an entry that is wrong', () => {
  it('is taken back at once within the mandate, and both pages show both', async () => {
    const transferId = await funded(100_000);
    expect((await place.officer.get(at(`/boekingen/${transferId}`))).body).toContain(`href="${askAt(transferId)}"`);
    const ask = await place.officer.get(askAt(transferId));
    expect(ask.body).toContain('Dit gebeurt er');
    expect(ask.body).toContain(formatCents(100_000));
    const sleutel = newId();
    const wrong = await place.officer.post(askAt(transferId), { sleutel, reden: ' ' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('href="#reden"');
    const long = 'Dubbel '.repeat(90);
    const tooLong = await place.officer.post(askAt(transferId), { sleutel, reden: long });
    expect(tooLong.status).toBe(422);
    expect(tooLong.body).toContain(`${long}</textarea>`);
    expect(tooLong.body).toContain(`value="${sleutel}"`);
    for (const _tap of [1, 2]) {
      const done = await place.officer.post(askAt(transferId), { sleutel, reden: 'Dubbel geboekt' });
      expect([done.status, done.location]).toEqual([303, at(`/boekingen/${transferId}`)]);
    }
    const [{ reversalId } = { reversalId: null }] = await place.town.run((tx) => correctionsOf(tx, { transferId }));
    const original = await place.officer.get(at(`/boekingen/${transferId}`));
    for (const part of ['Teruggedraaid', 'door Fatima', 'Dubbel geboekt', `href="${at(`/boekingen/${reversalId}`)}"`])
      expect(original.body).toContain(part);
    const reversal = await place.officer.get(at(`/boekingen/${reversalId}`));
    for (const part of ['Dit is een correctie', 'Dubbel geboekt', `href="${at(`/boekingen/${transferId}`)}"`])
      expect(reversal.body).toContain(part);
    // Everybody reads why, and nobody but finance by whom.
    const open = await new Visitor(place.web).get(`/molenwaard/boekingen/${transferId}`);
    expect([open.body.includes('Dubbel geboekt'), open.body.includes('Fatima')]).toEqual([true, false]);
    expect(open.body).not.toContain('terugdraaien"');
    expect((await place.officer.get(askAt(transferId))).body).not.toContain('name="reden"');
    await proven(place.town);
  });

  it('waits for a second person above the mandate: the proposer gets 403', async () => {
    const transferId = await funded(250_001);
    const ask = await place.officer.get(askAt(transferId));
    expect(ask.body).toContain('Voorstellen');
    const before = await everything(place);
    expect((await place.officer.post(askAt(transferId), { sleutel: newId(), reden: 'Verkeerde bron' })).status).toBe(303);
    expect(await everything(place)).toEqual(before);
    const [{ id } = { id: '' }] = await place.town.run((tx) => correctionsOf(tx, { transferId }));
    expect((await place.officer.get(at(`/boekingen/${transferId}`))).body).toContain('wacht op een tweede persoon');
    expect((await place.colleague.get(at(''))).body).toContain('Vraagt uw goedkeuring');
    expect((await place.officer.get(at(''))).body).not.toContain('Vraagt uw goedkeuring');
    const own = await place.officer.post(at(`/correcties/${id}/goedkeuring`));
    expect(own.status).toBe(403);
    expect(own.body).toContain('U stelde dit zelf voor');
    expect(await everything(place)).toEqual(before);
    const page = await place.colleague.get(at(`/correcties/${id}`));
    for (const part of ['Mag dit worden teruggedraaid?', 'Verkeerde bron', 'Fatima', 'Dit gebeurt er']) expect(page.body).toContain(part);
    const done = await place.colleague.post(at(`/correcties/${id}/goedkeuring`));
    expect([done.status, done.location]).toEqual([303, at(`/boekingen/${transferId}`)]);
    expect((await place.officer.get(at(`/boekingen/${transferId}`))).body).toContain('door Fatima en Joris');
    expect(await everything(place)).toEqual({ ...before, transfers: before.transfers! + 1 });
    expect((await place.colleague.get(at(''))).body).not.toContain('Vraagt uw goedkeuring');
    await proven(place.town);
  });

  it('stays when the proposal is refused, with the reason, or withdrawn', async () => {
    const transferId = await funded(900_000);
    await place.officer.get(askAt(transferId));
    const propose = () => place.officer.post(askAt(transferId), { sleutel: newId(), reden: 'Klopt niet' });
    await propose();
    const [{ id } = { id: '' }] = await place.town.run((tx) => correctionsOf(tx, { transferId }));
    const wrong = await place.colleague.post(at(`/correcties/${id}/weigering`), { reden: 'x'.repeat(501) });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain(`${'x'.repeat(501)}</textarea>`);
    expect((await place.colleague.post(at(`/correcties/${id}/weigering`), { reden: 'Het klopt wel' })).status).toBe(303);
    expect((await place.officer.get(at(`/correcties/${id}`))).body).toContain('Het klopt wel');
    expect((await place.colleague.post(at(`/correcties/${id}/goedkeuring`))).status).toBe(409);
    await propose();
    const [again] = await place.town.run((tx) => correctionsOf(tx, { transferId, waiting: true }));
    expect((await place.officer.get(at(`/correcties/${again!.id}`))).body).toContain('Voorstel intrekken');
    expect((await place.officer.post(at(`/correcties/${again!.id}/weigering`), { reden: 'Vergissing' })).status).toBe(303);
    const list = await place.officer.get(at('/correcties'));
    for (const part of ['Ingetrokken', 'Afgewezen']) expect(list.body).toContain(part);
  });

  it('names the other way where a reversal is not the right one, and has no form', async () => {
    const other: [string, string][] = [
      ['plan', 'De raad wijzigt het wijkbudget'],
      ['adopt', 'De raad wijzigt het wijkbudget'],
    ];
    for (const [kind, words] of other) {
      const [transferId] = await ids(place, 'select id from transfers where municipality_id = $1 and kind = $2 limit 1', kind);
      for (const path of [at(`/boekingen/${transferId}`), askAt(transferId!)]) {
        const page = await place.officer.get(path);
        expect([page.status, page.body.includes(words), page.body.includes('name="reden"')]).toEqual([200, true, false]);
      }
      const posted = await place.officer.post(askAt(transferId!), { sleutel: newId(), reden: 'x' });
      expect(posted.status).toBe(409);
      expect(posted.body).toContain(words);
    }
  });

  it('says how much of it was used, and has no form', async () => {
    const [transferId] = await ids(
      place,
      `select t.id from transfers t join accounts a on a.municipality_id = $1 and a.id = t.credit_account_id
        where t.municipality_id = $1 and t.kind = 'fund' and a.credits_posted = a.debits_posted limit 1`,
    );
    const page = await place.officer.get(askAt(transferId!));
    expect([page.body.includes(`is nog ${formatCents(0)} vrij`), page.body.includes('name="reden"')]).toEqual([true, false]);
    expect((await place.officer.post(askAt(transferId!), { sleutel: newId(), reden: 'x' })).status).toBe(409);
  });

  it('is for the finance officer alone', async () => {
    const transferId = await funded(100);
    expect((await place.councillor.get(askAt(transferId))).status).toBe(403);
    expect((await place.councillor.get(at('/correcties'))).status).toBe(403);
    expect((await place.councillor.get(`/molenwaard/raad/boekingen/${transferId}`)).body).not.toContain('terugdraaien');
  });
});
