import { yearOf } from '../../../libs/core/index.js';
import { countsFrom, type RightView } from '../../../libs/drawing-rights/index.js';
import { Day, Paragraph, Stack, Status, useTranslator, Why } from '../kit/index.js';

/** That a right is granted conditionally, until when, from when it counts, and the law behind it. Nothing for a right that counts. */
export function ConditionalNote({ right }: { right: Pick<RightView, 'validFrom' | 'conditionalUntil'> }) {
  const from = countsFrom(right);
  if (right.conditionalUntil === null || from === null) return null;
  return <ConditionWords fiscalYear={yearOf(right.validFrom)} until={right.conditionalUntil} from={from} />;
}

/** The condition of a grant, before or after it was made. */
export function ConditionWords({ fiscalYear, until, from }: { fiscalYear: number; until: string; from: string }) {
  const t = useTranslator();
  return (
    <Stack>
      <Paragraph>
        <Status kind="wait">{t('Onder voorbehoud', 'Conditional')}</Status> {t('tot en met', 'until')} <Day value={until} />
      </Paragraph>
      <Paragraph>
        {t(
          <>
            Het trekkingsrecht telt vanaf <Day value={from} />. Dat gaat vanzelf, tenzij de raad het voorbehoud inroept.
          </>,
          <>
            The drawing right counts from <Day value={from} />. That happens by itself, unless the council invokes the reservation.
          </>,
        )}
      </Paragraph>
      <Why question={t('Waarom is dit onder voorbehoud?', 'Why is this conditional?')}>
        <Paragraph>
          {t(
            `Het geld komt uit de begroting van ${fiscalYear}. Tot vier weken nadat de raad die vaststelt, kan het besluit nog veranderen als er te weinig geld is. Zie artikel 4:34 van de Algemene wet bestuursrecht.`,
            `The money is from the budget of ${fiscalYear}. Until four weeks after the council adopts it, the decision can still change when there is too little money. See article 4:34 of the General Administrative Law Act (Awb).`,
          )}
        </Paragraph>
      </Why>
    </Stack>
  );
}
