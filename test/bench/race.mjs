// Ten thousand draws that race for one budget: what is left is exactly nothing, and what was booked is exactly its ceiling.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/steps.mjs';

const DRAWS = 10_000;
const RIGHTS = 20;
/** Half of what is asked for can be had: five thousand draws of a euro. */
const CEILING_CENTS = (DRAWS / 2) * 100;
const AT_ONCE = 16;

const load = (path) => import(pathToFileURL(join(root, path)).href);

/** @returns how many cents the budget ends up away from its ceiling, and how many draws were taken per second */
export async function raceForOneBudget({ database, owner, town: { buildTown, giveBudget, giveRight } }) {
  const { reserveDraw } = await load('dist/libs/drawing-rights/index.js');
  const { Problem } = await load('dist/libs/core/index.js');
  const town = await buildTown({ database, owner }, ['Wedloop']);
  const budgetId = await giveBudget(town, { amounts: [CEILING_CENTS * 2] });
  const rights = [];
  for (let count = 0; count < RIGHTS; count++) rights.push(await giveRight(town, budgetId, { amount: CEILING_CENTS / RIGHTS }));
  const left = Array.from({ length: DRAWS }, (_, index) => rights[index % RIGHTS]).sort(() => Math.random() - 0.5);
  let drawnCents = 0;
  const caller = async () => {
    for (let rightId = left.pop(); rightId; rightId = left.pop()) {
      const request = { id: randomUUID(), rightId, supplierId: town.supplier.id, amount: 100, purpose: 'Wedloop' };
      try {
        const { cents } = await town.run((tx) => reserveDraw(tx, request), town.as.initiative);
        drawnCents += cents;
      } catch (error) {
        if (!(error instanceof Problem) || error.type !== 'right-exceeded') throw error;
      }
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  const perSecond = DRAWS / ((performance.now() - started) / 1000);
  const { rows } = await owner.query(
    `select coalesce(sum(credits_posted - debits_posted - debits_pending), 0)::text as free from accounts where kind = 'right' and budget_id = $1`,
    [budgetId],
  );
  return { offCents: Math.abs(CEILING_CENTS - drawnCents) + Math.abs(Number(rows[0].free)), perSecond };
}
