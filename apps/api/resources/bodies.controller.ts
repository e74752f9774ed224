import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type BodyView,
  budgetById,
  currentDelegation,
  delegateBudget,
  type Delegation,
  endRecognition,
  neighbourhoodBodies,
  neighbourhoodBody,
  recogniseBody,
} from '../../../libs/budgets/index.js';
import { notFound } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, Needs, Once, pageIn, PageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { DelegationDto, NeighbourhoodBodyDto, NewDelegationDto, NewRecognitionDto, RecognitionEndDto } from './bodies.dto.js';

function bodyView({ id, name, recognition, budgets }: BodyView): NeighbourhoodBodyDto {
  const { id: recognitionId, decisionId, recognisedOn, endedOn, endReason } = recognition ?? {};
  return {
    id,
    name,
    recognition: recognition
      ? ({ id: recognitionId, councilDecisionId: decisionId, recognisedOn, endedOn, endReason } as NeighbourhoodBodyDto['recognition'])
      : null,
    budgetIds: budgets.map((budget) => budget.id),
  };
}

const delegationView = ({ id, budgetId, bodyId, decisionId, houseRules, fromOn, madeAt }: Delegation): DelegationDto => ({
  ...{ id, budgetId, bodyId, councilDecisionId: decisionId, houseRules, fromOn, madeAt },
});

@ApiTags('Neighbourhood bodies')
@Controller('api/v1')
export class BodiesController {
  constructor(private readonly door: Door) {}

  @Get('neighbourhood-bodies')
  @Needs('budget.view')
  @Gives(PageOf(NeighbourhoodBodyDto), 'List the neighbourhood bodies with their recognition, by name')
  async listNeighbourhoodBodies(@Caller() call: Call, @Query() query: PageQuery) {
    return shown(call, pageIn(await this.door.run(call, (tx) => neighbourhoodBodies(tx)), query), bodyView);
  }

  @Post('neighbourhood-bodies')
  @Needs('body.recognise')
  @Gives(NeighbourhoodBodyDto, 'Recognise a neighbourhood body by a decision of the council', {
    status: 201,
    about: 'A second try is refused: a body has one running recognition.',
  })
  recogniseNeighbourhoodBody(@Caller() call: Call, @Body() { councilDecisionId, ...body }: NewRecognitionDto) {
    return this.door.run(call, async (tx) => {
      const { organisationId } = await recogniseBody(tx, { ...body, decisionId: councilDecisionId });
      return bodyView(await neighbourhoodBody(tx, organisationId));
    });
  }

  @Get('neighbourhood-bodies/:id')
  @Needs('budget.view')
  @Gives(NeighbourhoodBodyDto, 'Get a neighbourhood body with its recognition')
  getNeighbourhoodBody(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => bodyView(await neighbourhoodBody(tx, id)));
  }

  @Post('neighbourhood-bodies/:id/ending')
  @Needs('body.recognise')
  @Gives(NeighbourhoodBodyDto, 'End the recognition of a neighbourhood body', {
    about: 'Refused while a budget that is not over is delegated to it.',
  })
  endRecognition(@Caller() call: Call, @PathId() id: string, @Body() { councilDecisionId, reason }: RecognitionEndDto) {
    return this.door.run(call, async (tx) => {
      await endRecognition(tx, { organisationId: id, decisionId: councilDecisionId, reason });
      return bodyView(await neighbourhoodBody(tx, id));
    });
  }

  @Get('neighbourhood-budgets/:id/delegation')
  @Needs('budget.view')
  @Gives(DelegationDto, 'Get who decides on a budget, with the house rules')
  getDelegation(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => {
      const delegation = await currentDelegation(tx, (await budgetById(tx, id)).id);
      if (!delegation) throw notFound();
      return delegationView(delegation);
    });
  }

  @Post('neighbourhood-budgets/:id/delegation')
  @Needs('body.recognise')
  @Once()
  @Gives(DelegationDto, 'Delegate a budget to a recognised body, with house rules', {
    about: 'From this moment that body alone decides on spends inside it. The same body again means other house rules.',
  })
  delegateBudget(@Caller() call: Call, @PathId() id: string, @Body() { bodyId, councilDecisionId, houseRules = '' }: NewDelegationDto) {
    return this.door.once(call, 200, async (tx) =>
      delegationView(await delegateBudget(tx, { budgetId: id, bodyId, decisionId: councilDecisionId, houseRules })),
    );
  }
}
