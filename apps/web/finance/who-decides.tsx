import { Facts, Link, Paragraph, pathIn, Section, Stack, translator } from '../kit/index.js';
import { HouseRules } from '../rights/house-rules.js';
import type { BudgetProps } from './budget-data.js';
import { inFinance } from './words.js';

/** Whose money it is: the body that decides, its house rules, the neighbourhoods, and the way to delegate. */
export function WhoDecides({ ctx, budget, body, houseRules, places }: BudgetProps) {
  const t = translator(ctx);
  return (
    <Section title={t('Van wie het is', 'Whose it is')}>
      <Stack>
        <Facts
          facts={[
            [t('Wijkorgaan', 'Neighbourhood body'), body?.name ?? t('Nog geen. Niemand kan toekennen.', 'None yet. Nobody can grant.')],
            [t('Spelregels', 'House rules'), body && <HouseRules rules={houseRules} />],
            [
              t(places.length === 1 ? 'Wijk' : 'Wijken', places.length === 1 ? 'Neighbourhood' : 'Neighbourhoods'),
              places.map((place, index) => (
                <>
                  {index > 0 && ', '}
                  <Link href={pathIn(ctx, `wijken/${place.slug}`)}>{place.name}</Link>
                </>
              )),
            ],
          ]}
        />
        <Paragraph small soft>
          {t(
            'Het wijkorgaan beslist over de uitgaven. U maakt het kader en betaalt.',
            'The neighbourhood body decides on spending. You make the frame and pay.',
          )}
        </Paragraph>
        <Paragraph>
          <Link href={inFinance(ctx, `budgetten/${budget.id}/overdragen`)}>
            {body
              ? t('Overdragen aan een ander, of andere spelregels', 'Delegate to another body, or other house rules')
              : t('Overdragen aan een wijkorgaan', 'Delegate to a neighbourhood body')}
          </Link>
        </Paragraph>
      </Stack>
    </Section>
  );
}
