import { Controller, Get, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { CouncilDecision, decisionById, decisionDocument, recordDecision } from '../../../libs/budgets/index.js';
import { type Call, Caller, Door, Gives, GivesFile, Needs, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { FormBody, type DecisionForm } from './decision-form.js';
import { CouncilDecisionDto, NewCouncilDecisionDto } from './decisions.dto.js';

const view = ({ id, number, decidedOn, title, documentName, recordedAt }: CouncilDecision): CouncilDecisionDto => ({
  id,
  number,
  decidedOn,
  title,
  documentName,
  recordedAt,
});

@ApiTags('Council decisions')
@Controller('api/v1/council-decisions')
export class DecisionsController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('budget.view')
  @Gives(PageOf(CouncilDecisionDto), 'List the council decisions, newest first')
  async listCouncilDecisions(@Caller() call: Call, @Query() query: PageQuery) {
    const order = { by: { decidedOn: 'day', id: 'id' }, direction: 'DESC' } as const;
    return shown(call, await this.door.run(call, (tx) => pageOf(tx, CouncilDecision, order, query)), view);
  }

  @Post()
  @Needs('decision.record')
  @RouteConfig({ takesForm: true })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ type: NewCouncilDecisionDto })
  @Gives(CouncilDecisionDto, 'Record a council decision', {
    status: 201,
    about:
      'As JSON, or with its PDF as a form. A decision that was recorded never changes; its number is unique, so that a second try is refused.',
  })
  recordCouncilDecision(@Caller() call: Call, @FormBody(NewCouncilDecisionDto) body: DecisionForm<NewCouncilDecisionDto>) {
    return this.door.run(call, async (tx) => view(await recordDecision(tx, { ...body.fields, document: body.document })));
  }

  @Get(':id')
  @Needs('budget.view')
  @Gives(CouncilDecisionDto, 'Get a council decision')
  getCouncilDecision(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => view(await decisionById(tx, id)));
  }

  @Get(':id/document')
  @Needs('budget.view')
  @GivesFile('Get the PDF of a council decision', 'application/pdf')
  async getCouncilDecisionDocument(@Caller() call: Call, @PathId() id: string) {
    const { name, bytes } = await this.door.run(call, (tx) => decisionDocument(tx, id));
    call.reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    return bytes;
  }
}
