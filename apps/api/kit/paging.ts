import type { Type as Class } from '@nestjs/common';
import { Matches, MaxLength } from 'class-validator';
import type { EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { badInput, isDay, isId, type Tx } from '../../../libs/core/index.js';
import type { Call } from './access.js';
import { field, Parts, Whole } from './fields.js';

const cursorWords = {
  nl: 'Neem de waarde van `next` van de vorige bladzijde over, ongewijzigd.',
  en: 'Take the value of `next` of the previous page, unchanged.',
};

/** Which part of a list. */
export class PageQuery {
  @Whole('How many at most.', 1, 200, { optional: true, default: 50, inQuery: true })
  limit: number = 50;

  @field(
    'The `next` of the previous page.',
    { type: 'string', maxLength: 600 },
    cursorWords,
    [(options) => MaxLength(600, options), (options) => Matches(/^[A-Za-z0-9_-]+$/, options)],
    { optional: true },
  )
  after?: string;
}

/** One page of a list, as it is answered. */
export interface Page<T> {
  items: T[];
  /** Opaque; null on the last page. */
  next: string | null;
}

const pages = new Map<Class, Class>();

/** The class of a page of these, for the document. */
export function PageOf(item: Class): Class {
  const known = pages.get(item);
  if (known) return known;
  class ItemPage {
    @Parts('In the order of the list.', item, 200, { least: 0 })
    items!: unknown[];

    @field('Give it as `after` to get the next page; null on the last one.', { type: 'string' }, cursorWords, [], { nullable: true })
    next!: string | null;
  }
  Object.defineProperty(ItemPage, 'name', { value: item.name.replace(/Dto$/, 'PageDto') });
  pages.set(item, ItemPage);
  return ItemPage;
}

/** A page of the same list in other words, with its `Link` header. */
export function shown<T, V>({ request, reply }: Pick<Call, 'request' | 'reply'>, page: Page<T>, view: (row: T) => V): Page<V> {
  if (page.next) {
    const url = new URL(request.url, 'http://localhost');
    url.searchParams.set('after', page.next);
    reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return { items: page.items.map(view), next: page.next };
}

const CHECKS = {
  id: isId,
  day: (value: unknown) => typeof value === 'string' && isDay(value),
  instant: (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  text: (value: unknown) => typeof value === 'string' && value.length <= 300 && /^[^\0\p{Cs}]*$/u.test(value),
  number: Number.isSafeInteger,
};

type Kind = keyof typeof CHECKS;

function encode(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values a cursor holds. @throws Problem 422 for whatever this list did not give out itself */
export function decode(cursor: string, kinds: readonly Kind[]): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === kinds.length && kinds.every((kind, index) => CHECKS[kind](values[index]))) return values;
  } catch {
    // Not JSON: the same as the wrong JSON.
  }
  throw badInput('after', cursorWords);
}

/** How a list is ordered: the properties with their kinds, the last one unique; all in one direction. */
export interface Order<E> {
  by: Partial<Record<keyof E & string, Kind>>;
  direction?: 'ASC' | 'DESC';
}

/** One page of a table, found by its keys, so that the thousandth page costs what the first does. */
export async function pageOf<E extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<E>,
  order: Order<E>,
  { limit, after }: PageQuery,
  where: FindOptionsWhere<E> = {},
): Promise<Page<E>> {
  const { direction = 'ASC' } = order;
  const properties = Object.keys(order.by);
  const query = tx.manager
    .createQueryBuilder(entity, 'e')
    .where({ ...where, municipalityId: tx.municipalityId })
    .limit(limit + 1);
  for (const property of properties) query.addOrderBy(`e.${property}`, direction);
  if (after) {
    const values = decode(after, Object.values(order.by) as Kind[]);
    const names = values.map((_, index) => `:after${index}`).join(', ');
    const parameters = Object.fromEntries(values.map((value, index) => [`after${index}`, value]));
    query.andWhere(
      `(${properties.map((property) => `e.${property}`).join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${names})`,
      parameters,
    );
  }
  return cut(await query.getMany(), limit, (row) => properties.map((property) => row[property] as unknown));
}

/** The first `limit` of rows that were read one too many, with the cursor of the last. */
export function cut<T>(rows: T[], limit: number, keys: (row: T) => readonly unknown[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encode(keys(last)) : null };
}

/** One page of a list that is short enough to be read whole. */
export function pageIn<T extends { id: string }>(rows: readonly T[], { limit, after }: PageQuery): Page<T> {
  const from = after ? rows.findIndex((row) => row.id === decode(after, ['id'])[0]) + 1 : 0;
  if (after && from === 0) throw badInput('after', cursorWords);
  return cut(rows.slice(from, from + limit + 1), limit, (row) => [row.id]);
}
