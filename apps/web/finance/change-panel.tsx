import { formatCents } from '../../../libs/core/index.js';
import { Day, Facts, Link, type MemberContext, Panel, Paragraph, Stack, translator } from '../kit/index.js';
import { type ChangeChoices, type ChangePath, freeYears } from './change-form.js';
import { inFinance } from './words.js';

interface PanelProps {
  ctx: MemberContext;
  choices: ChangeChoices;
}

/** What there is to choose from, beside the fields. */
export function ChangePanel({ ctx, choices, path }: PanelProps & { path: ChangePath }) {
  const t = translator(ctx);
  if (path === 'verplaatsen')
    return (
      <Panel>
        <Paragraph>
          {t(
            'Het geld gaat terug naar zijn bron en meteen door naar het andere wijkbudget. De bron en het jaar blijven dus bekend. Wat is toegekend, blijft waar het is.',
            'The money goes back to its source and on to the other budget at once, so its source and year stay known. What was granted stays where it is.',
          )}
        </Paragraph>
        {choices.ending && <EndsSoon ctx={ctx} choices={choices} />}
      </Panel>
    );
  const free = freeYears(choices);
  const names = [...new Set(free.map((year) => year.name))];
  const perYear = (name: string) =>
    free
      .filter((year) => year.name === name)
      .map((year) => t(`${year.fiscalYear}: ${formatCents(year.freeCents)}`, `${year.fiscalYear}: ${formatCents(year.freeCents, 'en')}`));
  return (
    <Panel title={t('Wat de bronnen nog vrij hebben', 'What the sources have free')}>
      <Stack>
        <Facts
          facts={names.map((name) => [
            name,
            perYear(name).map((line) => (
              <>
                {line}
                <br />
              </>
            )),
          ])}
        />
        <Paragraph small soft>
          <Link href={inFinance(ctx, 'bronnen')}>{t('Alle bronnen', 'All sources')}</Link>
        </Paragraph>
        {choices.ending && <EndsSoon ctx={ctx} choices={choices} />}
      </Stack>
    </Panel>
  );
}

function EndsSoon({ ctx, choices }: PanelProps) {
  const t = translator(ctx);
  const day = <Day value={choices.ending?.endsOn ?? ''} />;
  return <Paragraph>{t(<>Dit wijkbudget eindigt op {day}.</>, <>This budget ends on {day}.</>)}</Paragraph>;
}
