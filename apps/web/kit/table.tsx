import type { ComponentChildren } from 'preact';
import { sumCents } from '../../../libs/core/index.js';
import { Amount } from './numbers.js';

/** A column of a table: either `cell` (text, a date, a status) or `cents` or `minutes` (a number, to the right, added up in totals). */
export interface Column<Row> {
  head: string;
  cell?: (row: Row) => ComponentChildren;
  cents?: (row: Row) => number;
  minutes?: (row: Row) => number;
  /** What the number is made of. */
  href?: (row: Row) => string | undefined;
  /** What the total of all rows is made of. */
  totalHref?: string;
  /** Stays out of the totals. */
  noTotal?: boolean;
  /** A `cell` that stands to the right, as numbers do. */
  end?: boolean;
}

/** Rows that belong together, under a title of their own, with their own total. */
export interface Group<Row> {
  head: ComponentChildren;
  rows: Row[];
  /** The name of the total of this group; without it there is none. */
  total?: string;
  totalHref?: (column: Column<Row>) => string | undefined;
}

const measured = <Row,>(column: Column<Row>) => column.cents ?? column.minutes;

function Cell<Row>({
  column,
  amount,
  href,
  children,
}: {
  column: Column<Row>;
  amount?: number;
  href?: string | undefined;
  children?: ComponentChildren;
}) {
  const start = !measured(column) && !column.end;
  const kind = `${amount === 0 ? 'is-zero' : ''}${start ? 'is-start' : ''}`;
  return (
    <td role="cell" class={kind || undefined} data-label={column.head}>
      {amount === undefined ? children : <Amount {...(column.minutes ? { minutes: amount } : { cents: amount })} href={href} />}
    </td>
  );
}

function RowOf<Row>({ columns, row }: { columns: Column<Row>[]; row: Row }) {
  const [first, ...rest] = columns as [Column<Row>, ...Column<Row>[]];
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {first.cell?.(row)}
      </th>
      {rest.map((column) => {
        const amount = measured(column)?.(row);
        return (
          <Cell column={column} {...(amount === undefined ? {} : { amount })} href={column.href?.(row)}>
            {column.cell?.(row)}
          </Cell>
        );
      })}
    </tr>
  );
}

function TotalOf<Row>(props: {
  columns: Column<Row>[];
  rows: Row[];
  name: string;
  href: (column: Column<Row>) => string | undefined;
  class?: string;
}) {
  const { columns, rows, name, href } = props;
  return (
    <tr role="row" class={props.class}>
      <th role="rowheader" scope="row">
        {name}
      </th>
      {columns.slice(1).map((column) => {
        const measure = measured(column);
        if (!measure || column.noTotal) return <td role="cell" class="is-none" />;
        return <Cell column={column} amount={sumCents(rows.map(measure))} href={href(column)} />;
      })}
    </tr>
  );
}

interface TableProps<Row> {
  /** What the table says, above it. */
  caption: ComponentChildren;
  columns: Column<Row>[];
  rows?: Row[];
  groups?: Group<Row>[];
  /** The name of the total of all rows, added up here to the cent; without it there is none. */
  total?: string;
  /** A table too wide for a desktop scrolls sideways; on a phone every table is cards. */
  scroll?: boolean;
}

/** A table with figures to the right; on a phone each row is a card. The first column names the row. Roles are repeated, since cards lose them. */
export function Table<Row>({ caption, columns, rows = [], groups = [{ head: null, rows }], total, scroll = false }: TableProps<Row>) {
  const all = groups.flatMap((group) => group.rows);
  const table = (
    <table class="utrecht-table utrecht-table--html-table bk-table bk-table--cards" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column, index) => (
            <th role="columnheader" scope="col" class={index > 0 && !measured(column) && !column.end ? 'is-start' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody role="rowgroup">
          {group.head && (
            <tr role="row" class="bk-year">
              <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
                {group.head}
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <RowOf columns={columns} row={row} />
          ))}
          {group.total && (
            <TotalOf class="bk-total" columns={columns} rows={group.rows} name={group.total} href={(column) => group.totalHref?.(column)} />
          )}
        </tbody>
      ))}
      {total && (
        <tfoot role="rowgroup">
          <TotalOf columns={columns} rows={all} name={total} href={(column) => column.totalHref} />
        </tfoot>
      )}
    </table>
  );
  return scroll ? <div class="bk-scroll">{table}</div> : table;
}
