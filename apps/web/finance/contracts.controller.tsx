import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { derivedId, idFromInput, idFromPath, parseEuros, Problem } from '../../../libs/core/index.js';
import {
  contractById,
  type ContractKind,
  type ContractOverview,
  convertContract,
  type ConversionPreview,
  type ConversionRequest,
  type CouncilDecision,
  listContracts,
  listDecisions,
  previewConversion,
  recordContract,
} from '../../../libs/budgets/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { ContractPage } from './contract-page.js';
import { ContractsPage, NewContractPage } from './contracts-page.js';
import { conversionFields, conversionFrom } from './conversion-form.js';
import { ConversionPage, ConversionPreviewPage } from './conversion-page.js';
import { inFinance } from './words.js';

const FIELDS = { what: 'wat', supplier: 'leverancier', kind: 'soort', taskField: 'taakveld', yearlyCents: 'bedrag', endsOn: 'eindigt' };

/** What comes after the questions of a conversion. */
type Next = { show: 'vragen' | 'klaar' } | { show: 'overzicht'; request: ConversionRequest; preview: ConversionPreview };

/** Contracts and yearly grants of the tender cycle, and what takes over from them. */
@Controller(':gemeente/financien/contracten')
export class ContractsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    html(reply, <ContractsPage ctx={ctx} contracts={await this.pages.inside(ctx, (tx) => listContracts(tx))} />);
  }

  @Get('nieuw')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <NewContractPage ctx={await this.enter(request, reply)} />);
  }

  @Post('nieuw')
  async record(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const result = await submit(
      request.body,
      (form) =>
        this.pages.inside(ctx, (tx) =>
          recordContract(tx, {
            what: text(form, 'wat'),
            supplier: text(form, 'leverancier'),
            kind: text(form, 'soort') as ContractKind,
            taskField: text(form, 'taakveld'),
            yearlyCents: amountFrom(form),
            endsOn: text(form, 'eindigt'),
          }),
        ),
      FIELDS,
    );
    if (result.failed) return void html(reply, <NewContractPage ctx={ctx} form={result.failed} />, result.failed.problem.status);
    redirect(reply, inFinance(ctx, `contracten/${result.value.id}`), {
      kind: 'done',
      words: {
        nl: 'Het ligt vast. Hieronder ziet u wat er afloopt. Zet het nu om, of later.',
        en: 'It is recorded. Below you see what runs out. Convert it now, or later.',
      },
    });
  }

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    html(reply, <ContractPage ctx={ctx} contract={await this.contract(ctx, id)} />);
  }

  @Get(':id/omzetten')
  async askConversion(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const contract = await this.contract(ctx, id);
    if (contract.conversion) return void redirect(reply, inFinance(ctx, `contracten/${contract.id}`), alreadyConverted);
    const decisions = await this.pages.inside(ctx, listDecisions);
    html(reply, <ConversionPage ctx={ctx} contract={contract} decisions={decisions} form={{ values: {} }} />);
  }

  @Post(':id/omzetten')
  async convert(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const contract = await this.contract(ctx, id);
    const decisions = await this.pages.inside(ctx, listDecisions);
    let form: FormState = { values: {} };
    const result = await submit(
      request.body,
      (typed) => {
        form = typed;
        return this.after(ctx, contract, decisions, typed);
      },
      conversionFields,
    );
    if (result.failed) {
      const page = <ConversionPage ctx={ctx} contract={contract} decisions={decisions} form={result.failed} />;
      return void html(reply, page, result.failed.problem.status);
    }
    const next = result.value;
    if (next.show === 'vragen') return void html(reply, <ConversionPage ctx={ctx} contract={contract} decisions={decisions} form={form} />);
    if (next.show === 'overzicht') {
      const page = <ConversionPreviewPage ctx={ctx} decisions={decisions} form={form} request={next.request} {...next.preview} />;
      return void html(reply, page);
    }
    redirect(reply, inFinance(ctx, `contracten/${contract.id}`), {
      kind: 'done',
      words: {
        nl: 'Het is omgezet. Het geld staat klaar in de bron; maak er nu wijkbudgetten van.',
        en: 'It is converted. The money is ready in the source; now make budgets of it.',
      },
    });
  }

  /** Where the pressed button leads, once every answer before it is right. */
  private async after(ctx: MemberContext, { id }: ContractOverview, decisions: readonly CouncilDecision[], form: FormState): Promise<Next> {
    const to = text(form, 'naar');
    if (to === 'vragen') return { show: 'vragen' };
    const request = conversionFrom(form, id, decisions);
    return this.pages.inside(ctx, async (tx): Promise<Next> => {
      if (to !== 'omzetten') return { show: 'overzicht', request, preview: await previewConversion(tx, request) };
      // A second tap answers the same conversion; other answers under the same key are another request.
      await convertContract(tx, derivedId(idFromInput(text(form, 'sleutel'), 'sleutel'), JSON.stringify(request)), request);
      return { show: 'klaar' };
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'conversion.manage');
  }

  private contract(ctx: MemberContext, id: string): Promise<ContractOverview> {
    return this.pages.inside(ctx, (tx) => contractById(tx, idFromPath(id)));
  }
}

/** What is no amount is refused by the service, together with all else that is wrong. */
function amountFrom(form: FormState): number {
  try {
    return parseEuros(text(form, 'bedrag'), 'bedrag');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return NaN;
  }
}

const alreadyConverted = {
  kind: 'done' as const,
  words: { nl: 'Dit is al omgezet. Hieronder ziet u hoe.', en: 'This is converted already. Below you see how.' },
};
