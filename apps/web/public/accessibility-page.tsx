import { Link, Page, type PageContext, Paragraph, Section, Stack, translator } from '../kit/index.js';

/** What we strive for, how it is tested, what was not done, and where to tell. */
export function AccessibilityPage({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('Toegankelijkheid', 'Accessibility')}
      lead={t(
        'Iedereen moet Buurtkas kunnen gebruiken: met een telefoon, een toetsenbord of een voorleesprogramma.',
        'Everyone should be able to use Buurtkas: with a phone, a keyboard or a screen reader.',
      )}
    >
      <Section title={t('Ons doel', 'Our aim')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Wij maken Buurtkas volgens WCAG 2.2, niveau A en AA. Dat is het doel; wij beweren niet dat elke pagina er al helemaal aan voldoet.',
              'We make Buurtkas to WCAG 2.2, levels A and AA. That is the aim; we do not claim that every page meets all of it yet.',
            )}
          </Paragraph>
          <Paragraph>
            {t(
              'Elke pagina werkt zonder JavaScript, vanaf 320 pixels breed, en is te lezen zonder kleuren. Onder een plaatje staan dezelfde cijfers in een tabel.',
              'Every page works without JavaScript, from 320 pixels wide, and can be read without colours. Under a picture the same figures stand in a table.',
            )}
          </Paragraph>
        </Stack>
      </Section>
      <Section title={t('Hoe wij testen', 'How we test')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Wij controleren pagina’s met axe in een echte browser, op een telefoonbreedte en op een bureaubreedte, en bedienen ze met alleen het toetsenbord.',
              'We check pages with axe in a real browser, at the width of a phone and of a desktop, and work them with the keyboard alone.',
            )}
          </Paragraph>
          <Paragraph>
            {t(
              'Zo’n controle vindt niet alles. Een onafhankelijk bureau heeft Buurtkas nog niet onderzocht, en wij testten nog niet met mensen die dagelijks een hulpmiddel gebruiken.',
              'Such a check does not find everything. No independent agency has examined Buurtkas yet, and we have not yet tested with people who use an aid every day.',
            )}
          </Paragraph>
        </Stack>
      </Section>
      <Section title={t('Werkt iets niet?', 'Does something not work?')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Vertel het uw gemeente. Zeg op welke pagina het was, wat u wilde doen en wat er misging. Kunt u iets niet lezen? De gemeente geeft u de inhoud dan op een andere manier.',
              'Tell your municipality. Say which page it was, what you wanted to do and what went wrong. Is there something you cannot read? The municipality then gives you the content in another way.',
            )}
          </Paragraph>
          <Paragraph>
            {t(
              <>
                Helpt dat niet? Dan kunt u naar de <Link href="https://www.nationaleombudsman.nl/">Nationale ombudsman</Link>.
              </>,
              <>
                Does that not help? Then you can go to the <Link href="https://www.nationaleombudsman.nl/">National Ombudsman</Link>.
              </>,
            )}
          </Paragraph>
        </Stack>
      </Section>
    </Page>
  );
}
