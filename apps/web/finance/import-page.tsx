import type { CouncilDecision, ImportFile, ImportKind } from '../../../libs/budgets/index.js';
import {
  ChoiceField,
  Day,
  FileField,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  Steps,
  Table,
  translator,
} from '../kit/index.js';
import { DecisionField, DecisionFirst } from './fields.js';
import { columnWords, importKinds } from './import-words.js';
import { crumbs, inFinance } from './words.js';

interface ImportProps {
  ctx: MemberContext;
  decisions: CouncilDecision[];
  imports: ImportFile[];
  form: FormState;
}

const KINDS: readonly ImportKind[] = ['sources', 'budgets'];

/** Choosing a file: what it holds, which decision it rests on, and the file itself; below it how such a file is made. */
export function ImportPage(props: ImportProps) {
  const { ctx, decisions, form } = props;
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      title={t('Welk bestand wilt u inlezen?', 'Which file do you want to import?')}
      lead={t(
        'Hebt u veel bronnen of wijkbudgetten? Zet ze in een spreadsheet en lees ze in één keer in.',
        'Do you have many sources or budgets? Put them in a spreadsheet and import them in one go.',
      )}
      crumbs={crumbs(ctx)}
      stamp={false}
    >
      {decisions.length === 0 ? (
        <DecisionFirst ctx={ctx}>
          {t(
            'Wat u inleest, rust op een raadsbesluit. Leg dat eerst vast.',
            'What you import rests on a council decision. Record that first.',
          )}
        </DecisionFirst>
      ) : (
        <Form
          ctx={ctx}
          upload
          submit={t('Laat zien wat er gebeurt', 'Show what will happen')}
          cancel={inFinance(ctx)}
          panel={<WhatHappens ctx={ctx} />}
        >
          <ChoiceField
            name="soort"
            label={t('Wat staat er in het bestand?', 'What does the file hold?')}
            options={KINDS.map((kind) => ({
              value: importKinds[kind].value,
              label: t(importKinds[kind].name),
              description: t(importKinds[kind].about),
            }))}
          />
          <DecisionField ctx={ctx} decisions={decisions} />
          <FileField
            name="bestand"
            accept=".csv,.txt,text/csv,text/plain"
            label={t('Het CSV-bestand', 'The CSV file')}
            description={
              form.problem
                ? t(
                    'Kies het bestand opnieuw: dat onthoudt een browser niet. Hoogstens 5000 regels en 5 MB.',
                    'Choose the file again: a browser does not remember it. At most 5,000 lines and 5 MB.',
                  )
                : t('Hoogstens 5000 regels en 5 MB', 'At most 5,000 lines and 5 MB')
            }
          />
        </Form>
      )}
      {KINDS.map((kind) => (
        <HowTo ctx={ctx} kind={kind} />
      ))}
      <Earlier {...props} />
    </Page>
  );
}

function WhatHappens({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <Panel>
      <Steps
        steps={[
          {
            when: t('Nu', 'Now'),
            what: t(
              'Wij lezen het bestand en laten zien wat het zou maken. Elke regel die niet klopt, noemen wij.',
              'We read the file and show what it would make. We name each line that is not right.',
            ),
          },
          {
            when: t('Als u het bevestigt', 'When you confirm'),
            what: t('Alles wordt in één keer gemaakt, of niets.', 'Everything is made in one go, or nothing.'),
          },
        ]}
      />
    </Panel>
  );
}

function HowTo({ ctx, kind }: { ctx: MemberContext; kind: ImportKind }) {
  const t = translator(ctx);
  const { name, about, template } = importKinds[kind];
  return (
    <Section
      title={t(`Zo maakt u een bestand met ${name.nl.toLowerCase()}`, `How to make a file of ${name.en.toLowerCase()}`)}
      intro={t(about)}
    >
      <Stack>
        <Paragraph>
          <Link href={inFinance(ctx, `inlezen/${template}`)} download>
            {kind === 'sources'
              ? t('Download het voorbeeld (CSV)', 'Download the template (CSV)')
              : t('Download het voorbeeld met uw wijken erin (CSV)', 'Download the template with your neighbourhoods in it (CSV)')}
          </Link>
          {'. '}
          {t('Open het in Excel, vul het in en bewaar het als CSV UTF-8.', 'Open it in Excel, fill it in and save it as CSV UTF-8.')}
        </Paragraph>
        <Table
          caption={t('De kolommen', 'The columns')}
          rows={[...columnWords[kind]]}
          columns={[
            { head: t('Kolom', 'Column'), cell: (row) => row.column },
            { head: t('Wat vult u in?', 'What goes in?'), cell: (row) => t(row.what) },
            { head: t('Voorbeeld', 'Example'), cell: (row) => row.example },
          ]}
        />
      </Stack>
    </Section>
  );
}

function Earlier({ ctx, imports }: ImportProps) {
  const t = translator(ctx);
  if (imports.length === 0) return null;
  return (
    <Section title={t('Eerder ingelezen', 'Imported before')}>
      <Table
        caption={t('Het nieuwste bovenaan', 'The newest at the top')}
        rows={imports}
        columns={[
          { head: t('Bestand', 'File'), cell: (row) => <Link href={inFinance(ctx, `inlezen/${row.id}`)}>{row.fileName}</Link> },
          { head: t('Wat erin stond', 'What it held'), cell: (row) => t(importKinds[row.kind].name) },
          { head: t('Ingelezen op', 'Imported on'), cell: (row) => row.doneAt && <Day value={row.doneAt} /> },
        ]}
      />
    </Section>
  );
}
