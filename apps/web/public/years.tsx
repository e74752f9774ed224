import { Link, type MunicipalityContext, translator } from '../kit/index.js';

/** The year in the address when it is one of `years`; else the latest that has begun, or this year when there is none. */
export function yearAsked(asked: string | undefined, years: readonly number[], today: string): number {
  const current = Number(today.slice(0, 4));
  const begun = years.filter((year) => year <= current);
  return years.find((year) => String(year) === asked) ?? begun.at(-1) ?? current;
}

/** Links to the same page in another year; nothing when there is no other. */
export function OtherYears({ ctx, year, years }: { ctx: MunicipalityContext; year: number; years: readonly number[] }) {
  const t = translator(ctx);
  const others = years.filter((other) => other !== year);
  if (others.length === 0) return null;
  return (
    <>
      {t('Ander jaar:', 'Another year:')}{' '}
      {others.map((other, index) => (
        <>
          {index > 0 && ', '}
          <Link href={`${ctx.path}?jaar=${other}`}>{other}</Link>
        </>
      ))}
    </>
  );
}
