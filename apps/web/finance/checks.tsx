import { dayOf } from '../../../libs/core/index.js';
import { checkWords, type InvariantRun } from '../../../libs/reporting/index.js';
import { formatDay, Link, type MemberContext, Moment, Paragraph, Stack, Status, Table, translator } from '../kit/index.js';
import { inFinance } from './words.js';

/** Whether the books are right, as the last check found; with the sentences that did not hold. */
export function CheckStatus({ ctx, run }: { ctx: MemberContext; run: InvariantRun | undefined }) {
  const t = translator(ctx);
  if (!run) {
    return (
      <Paragraph>
        <Status kind="rest">{t('Nog niet nagekeken', 'Not checked yet')}</Status>{' '}
        <span class="bk-small bk-soft">{t('Elke nacht kijken wij alle boekingen na.', 'Every night we check all entries.')}</span>
      </Paragraph>
    );
  }
  const wrong = run.failures.length;
  const when = (
    <span class="bk-small bk-soft">
      {t('Controle van', 'Checked on')} <Moment value={run.runAt} />
    </span>
  );
  if (wrong === 0) {
    return (
      <Paragraph>
        <Status kind="done">{t('Alles klopt', 'All is right')}</Status> {when} <ToProof ctx={ctx} />
      </Paragraph>
    );
  }
  return (
    <Stack>
      <Paragraph>
        <Status kind="fail">
          {t(
            wrong === 1 ? 'Eén ding klopt niet' : `${wrong} dingen kloppen niet`,
            wrong === 1 ? 'One thing is not right' : `${wrong} things are not right`,
          )}
        </Status>{' '}
        {when} <ToProof ctx={ctx} />
      </Paragraph>
      <Table
        caption={t(
          `Dit had moeten kloppen op ${formatDay(dayOf(run.runAt))}. Tot het is opgelost wordt er niets betaald.`,
          `This should have held on ${formatDay(dayOf(run.runAt), 'en')}. Until it is solved nothing is paid.`,
        )}
        rows={run.failures}
        columns={[
          { head: t('Regel', 'Rule'), cell: ({ name }) => t(checkWords[name] ?? { nl: name, en: name }) },
          { head: t('Gevonden', 'Found'), end: true, cell: ({ rows }) => rows.length },
        ]}
      />
    </Stack>
  );
}

function ToProof({ ctx }: { ctx: MemberContext }) {
  return <Link href={inFinance(ctx, 'controle')}>{translator(ctx)('Wat wij nakijken', 'What we check')}</Link>;
}
