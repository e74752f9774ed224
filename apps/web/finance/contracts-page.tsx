import { yearOf, dayOf } from '../../../libs/core/index.js';
import type { ContractView } from '../../../libs/budgets/index.js';
import {
  ButtonLink,
  ChoiceField,
  DateField,
  Day,
  EmptyState,
  Form,
  type FormState,
  Link,
  type MemberContext,
  MoneyField,
  Page,
  Panel,
  Paragraph,
  Stack,
  Status,
  Table,
  TextField,
  translator,
} from '../kit/index.js';
import { contractKinds, howFar } from './contract-words.js';
import { Question, TaskField } from './fields.js';
import { crumbs, inFinance } from './words.js';

/** Every contract and yearly grant of the tender cycle, when it ends and how far it is converted. */
export function ContractsPage({ ctx, contracts }: { ctx: MemberContext; contracts: ContractView[] }) {
  const t = translator(ctx);
  const begin = (
    <ButtonLink primary href={inFinance(ctx, 'contracten/nieuw')}>
      {t('Contract vastleggen', 'Record a contract')}
    </ButtonLink>
  );
  return (
    <Page
      ctx={ctx}
      title={t('Contracten en jaarsubsidies', 'Contracts and yearly grants')}
      lead={t(
        'Wat afloopt, en wat het overneemt. Zo gaat geld uit aanbestedingen stap voor stap naar wijkbudgetten.',
        'What runs out, and what takes over. So money of tenders goes to neighbourhood budgets step by step.',
      )}
      crumbs={crumbs(ctx)}
      stamp
    >
      {contracts.length === 0 ? (
        <EmptyState action={begin}>
          {t(
            'Er ligt nog geen contract vast. Begin met een contract of jaarlijkse subsidie die de komende jaren afloopt: wat het kost, wie het krijgt en wanneer het stopt. Daarna zet u het om, in één keer of in delen per jaar.',
            'No contract is recorded yet. Begin with a contract or yearly grant that ends in the coming years: what it costs, who gets it and when it ends. Then you convert it, at once or in parts a year.',
          )}
        </EmptyState>
      ) : (
        <Stack gap="loose">
          <div>{begin}</div>
          <Table
            caption={t('Op naam', 'By name')}
            rows={contracts}
            columns={[
              { head: t('Waarvoor', 'What for'), cell: (row) => <Link href={inFinance(ctx, `contracten/${row.id}`)}>{row.what}</Link> },
              { head: t('Leverancier', 'Supplier'), cell: (row) => row.supplier },
              { head: t('Stopt op', 'Ends on'), cell: (row) => <Day value={row.endsOn} /> },
              {
                head: t('Omgezet', 'Converted'),
                cell: (row) => {
                  const far = howFar(row, ctx);
                  return <Status kind={far ? 'done' : 'wait'}>{far ?? t('Nog niet', 'Not yet')}</Status>;
                },
              },
              {
                head: t('Per jaar', 'A year'),
                cents: (row) => row.yearlyCents,
                href: (row) => inFinance(ctx, `contracten/${row.id}`),
              },
            ]}
          />
        </Stack>
      )}
    </Page>
  );
}

/** Recording a contract: five questions. */
export function NewContractPage({ ctx, form }: { ctx: MemberContext; form?: FormState }) {
  const t = translator(ctx);
  const year = yearOf(dayOf(ctx.now));
  return (
    <Page
      ctx={ctx}
      form={form}
      title={t('Contract of jaarsubsidie vastleggen', 'Record a contract or yearly grant')}
      crumbs={crumbs(ctx, 'contracten')}
    >
      <Form ctx={ctx} submit={t('Vastleggen', 'Record')} cancel={inFinance(ctx, 'contracten')} panel={<WhatHappens ctx={ctx} />}>
        <TextField
          name="wat"
          maxLength={120}
          autoComplete="off"
          label={t('Waar is het geld voor?', 'What is the money for?')}
          description={t(`Bijvoorbeeld: welzijnsopdracht ${year - 3}–${year + 1}`, `For example: welfare contract ${year - 3}–${year + 1}`)}
        />
        <TextField name="leverancier" maxLength={120} autoComplete="off" label={t('Wie krijgt het nu?', 'Who gets it now?')} />
        <ChoiceField
          name="soort"
          label={t('Wat is het?', 'What is it?')}
          options={Object.entries(contractKinds).map(([value, { name, about }]) => ({ value, label: t(name), description: t(about) }))}
        />
        <TaskField ctx={ctx} />
        <Question label={t('Hoeveel is het per jaar, en tot wanneer?', 'How much is it a year, and until when?')}>
          <MoneyField name="bedrag" label={t('Bedrag per jaar', 'Amount a year')} description={t('Van een heel jaar', 'Of a whole year')} />
          <DateField
            name="eindigt"
            label={t('De laatste dag', 'The last day')}
            description={t('Ook als die al voorbij is', 'Also when it is past')}
          />
        </Question>
      </Form>
    </Page>
  );
}

function WhatHappens({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <Panel>
      <Paragraph>
        {t(
          'Er gaat nog geen geld om. U ziet daarna per jaar wat er afloopt. Met een raadsbesluit zet u het dan om in geld voor wijkbudgetten.',
          'No money moves yet. You then see per year what runs out. With a council decision you convert it into money for neighbourhood budgets.',
        )}
      </Paragraph>
    </Panel>
  );
}
