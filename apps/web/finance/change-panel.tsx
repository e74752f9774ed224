import { Amount, Day, type MemberContext, Panel, Paragraph, Stack, translator } from '../kit/index.js';
import { type ChangeChoices, type ChangePath, freeYears } from './change-form.js';
import { inFinance, yearsInWords } from './words.js';

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
  return (
    <Panel title={t('Wat de bronnen nog vrij hebben', 'What the sources have free')}>
      <Stack>
        {freeRuns(choices).map(({ name, runs }) => (
          <Paragraph>
            <strong>{name}</strong>
            {runs.map(({ first, last, cents }) => (
              <>
                <br />
                {first === last ? first : `${yearsInWords([first, last], ctx)}:`} {first !== last && t('elk jaar', 'each year')}{' '}
                <Amount cents={cents} href={inFinance(ctx, 'bronnen')} />
              </>
            ))}
          </Paragraph>
        ))}
        {choices.ending && <EndsSoon ctx={ctx} choices={choices} />}
      </Stack>
    </Panel>
  );
}

interface FreeRun {
  first: number;
  last: number;
  cents: number;
}

/** What each source has free, with the years in a row that have the same taken together. */
function freeRuns(choices: ChangeChoices): { name: string; runs: FreeRun[] }[] {
  const free = freeYears(choices);
  return [...new Set(free.map((year) => year.name))].map((name) => {
    const runs: FreeRun[] = [];
    for (const { fiscalYear, freeCents } of free.filter((year) => year.name === name)) {
      const before = runs.at(-1);
      if (before && before.last === fiscalYear - 1 && before.cents === freeCents) before.last = fiscalYear;
      else runs.push({ first: fiscalYear, last: fiscalYear, cents: freeCents });
    }
    return { name, runs };
  });
}

function EndsSoon({ ctx, choices }: PanelProps) {
  const t = translator(ctx);
  const day = <Day value={choices.ending?.endsOn ?? ''} />;
  return <Paragraph>{t(<>Dit wijkbudget eindigt op {day}.</>, <>This budget ends on {day}.</>)}</Paragraph>;
}
