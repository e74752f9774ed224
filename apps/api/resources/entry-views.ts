import type { Tx } from '../../../libs/core/index.js';
import { entriesOf, type Entry, type EntryDetail } from '../../../libs/reporting/index.js';
import { amountOf, type Call, money, shown } from '../kit/index.js';
import type { EntryDetailDto, EntryDto, EntryPageDto, EntryQuery } from './entries.dto.js';

function view({ unit, amount, decisionId, ...entry }: Entry): EntryDto {
  return { ...entry, amount: amountOf(unit, amount), councilDecisionId: decisionId };
}

export function entryDetail({ from, to, decisionTitle: _title, reversedById, ...entry }: EntryDetail): EntryDetailDto {
  return { ...view(entry), from, to, reversedById };
}

/** One page of entries, for whoever reads through `transaction`. */
export async function entryPage(
  call: Pick<Call, 'request' | 'reply'>,
  { limit, after, ...filter }: EntryQuery,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<EntryPageDto> {
  const { entries, totalCents, count, next } = await transaction((tx) => entriesOf(tx, filter, { limit, after }));
  return { ...shown(call, { items: entries, next: next ?? null }, view), total: money(totalCents), count };
}
