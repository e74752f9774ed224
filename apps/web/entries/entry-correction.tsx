import { type CorrectionView, correctionsOf, otherWay } from '../../../libs/payments/index.js';
import type { Tx } from '../../../libs/core/index.js';
import type { entryById } from '../../../libs/reporting/index.js';
import { ButtonLink, Day, Link, type MunicipalityContext, Paragraph, pathIn, Quote, Section, Stack, translator } from '../kit/index.js';

type WholeEntry = Awaited<ReturnType<typeof entryById>>;

/** What was or may be done about an entry that is wrong. */
export interface EntryCorrection {
  /** Of this entry, or the one this entry was booked for: waiting or booked, never refused. */
  correction: CorrectionView | undefined;
}

/** The correction that an entry belongs to, from either side. */
export async function correctionOf(tx: Tx, entry: WholeEntry): Promise<EntryCorrection> {
  const filter = entry.reversesId ? { reversalId: entry.id } : { transferId: entry.id, running: true };
  const [correction] = await correctionsOf(tx, filter);
  return { correction };
}

interface Props extends EntryCorrection {
  ctx: MunicipalityContext;
  entry: WholeEntry;
  /** The address of the list of entries behind this door. */
  list: string;
  /** Only a finance officer takes back, and reads by whom. */
  forFinance: boolean;
}

/** That an entry was taken back, or takes another back: when, why, and the way to the other one; for finance also by whom and how to. */
export function CorrectionSection(props: Props) {
  const { entry, correction } = props;
  if (correction?.reversalId) return <Booked {...props} correction={correction} />;
  if (entry.reversedById || entry.reversesId) return <Mirrored {...props} />;
  if (!props.forFinance) return null;
  return correction ? <Waiting {...props} correction={correction} /> : <IsItWrong {...props} />;
}

function Booked({ ctx, entry, correction, list, forFinance }: Props & { correction: CorrectionView }) {
  const t = translator(ctx);
  const on = <Day value={correction.approvedAt ?? correction.proposedAt} />;
  const names = [correction.proposedByName, correction.approvedByName].filter((name) => name !== null);
  const by = forFinance && t(<> door {names.join(' en ')}</>, <> by {names.join(' and ')}</>);
  const own = entry.id === correction.reversalId;
  return (
    <Section title={own ? t('Dit is een correctie', 'This is a correction') : t('Teruggedraaid', 'Reversed')}>
      <Stack>
        <Paragraph>
          {own
            ? t(
                <>
                  Deze boeking draait <Link href={`${list}/${entry.reversesId}`}>de oorspronkelijke boeking</Link> terug, op {on}
                  {by}, omdat:
                </>,
                <>
                  This entry reverses <Link href={`${list}/${entry.reversesId}`}>the original entry</Link>, on {on}
                  {by}, because:
                </>,
              )
            : t(
                <>
                  Deze boeking is teruggedraaid op {on}
                  {by}, omdat:
                </>,
                <>
                  This entry was reversed on {on}
                  {by}, because:
                </>,
              )}
        </Paragraph>
        <Quote>{correction.reason}</Quote>
        {!own && (
          <Paragraph>
            {t('Beide blijven in de boeken staan.', 'Both stay in the books.')}{' '}
            <Link href={`${list}/${correction.reversalId}`}>
              {t('Bekijk de boeking die dit terugdraait', 'See the entry that reverses this')}
            </Link>
          </Paragraph>
        )}
      </Stack>
    </Section>
  );
}

/** A draw that was taken back: its reason stands with the draw. */
function Mirrored({ ctx, entry, list }: Props) {
  const t = translator(ctx);
  return (
    <Section title={entry.reversesId ? t('Dit is een correctie', 'This is a correction') : t('Teruggedraaid', 'Reversed')}>
      <Paragraph>
        {entry.reversesId ? (
          <Link href={`${list}/${entry.reversesId}`}>{t('Bekijk de oorspronkelijke boeking', 'See the original entry')}</Link>
        ) : (
          <Link href={`${list}/${entry.reversedById}`}>
            {t('Bekijk de boeking die dit terugdraait', 'See the entry that reverses this')}
          </Link>
        )}
      </Paragraph>
    </Section>
  );
}

function Waiting({ ctx, correction }: Props & { correction: CorrectionView }) {
  const t = translator(ctx);
  return (
    <Section title={t('Terugdraaien wacht op een tweede persoon', 'Reversing waits for a second person')}>
      <Stack>
        <Paragraph>
          {t(
            <>
              {correction.proposedByName} stelde op <Day value={correction.proposedAt} /> voor dit terug te draaien, omdat:
            </>,
            <>
              On <Day value={correction.proposedAt} /> {correction.proposedByName} proposed to reverse this, because:
            </>,
          )}
        </Paragraph>
        <Quote>{correction.reason}</Quote>
        <div>
          <ButtonLink href={pathIn(ctx, `financien/correcties/${correction.id}`)}>{t('Voorstel bekijken', 'See the proposal')}</ButtonLink>
        </div>
      </Stack>
    </Section>
  );
}

function IsItWrong({ ctx, entry, list }: Props) {
  const t = translator(ctx);
  const other = otherWay(entry);
  const question = t('Klopt deze boeking niet?', 'Is this entry wrong?');
  if (other)
    return (
      <Section title={question}>
        <Paragraph>{t(other)}</Paragraph>
      </Section>
    );
  return (
    <Section title={question}>
      <Stack>
        <Paragraph>
          {t(
            'Een boeking wordt nooit gewijzigd of weggehaald. U draait haar terug met een tweede boeking, met een reden.',
            'An entry is never changed or removed. You reverse it with a second entry, with a reason.',
          )}
        </Paragraph>
        <div>
          <ButtonLink href={`${list}/${entry.id}/terugdraaien`}>{t('Boeking terugdraaien', 'Reverse the entry')}</ButtonLink>
        </div>
      </Stack>
    </Section>
  );
}
