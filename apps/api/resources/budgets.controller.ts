import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { adoptBudgets, budgetById, explainBudget, Instalment, NeighbourhoodBudget, previewBudgets } from '../../../libs/budgets/index.js';
import { newId } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, Needs, Once, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { ApportionmentDto } from './apportionment.dto.js';
import { apportionmentView } from './apportionment-view.js';
import { budgetRequest, budgetsByIds, budgetViews, inShort, instalmentView, plannedView } from './budget-views.js';
import {
  AdoptedBudgetsDto,
  BudgetPreviewDto,
  InstalmentDto,
  NeighbourhoodBudgetDetailDto,
  NeighbourhoodBudgetDto,
  NewNeighbourhoodBudgetDto,
} from './budgets.dto.js';

/** How budgets are listed, here and in the open data. */
export const BUDGET_ORDER = { by: { name: 'text', firstYear: 'number', id: 'id' } } as const;

@ApiTags('Neighbourhood budgets')
@Controller('api/v1')
export class BudgetsController {
  constructor(private readonly door: Door) {}

  @Get('neighbourhood-budgets')
  @Needs('budget.view')
  @Gives(PageOf(NeighbourhoodBudgetDto), 'List the neighbourhood budgets with their equation, by name')
  async listNeighbourhoodBudgets(@Caller() call: Call, @Query() query: PageQuery) {
    const page = await this.door.run(call, async (tx) => {
      const { items, next } = await pageOf(tx, NeighbourhoodBudget, BUDGET_ORDER, query);
      return { items: await budgetViews(tx, items), next };
    });
    return shown(call, page, inShort);
  }

  @Post('neighbourhood-budget-previews')
  @Needs('budget.adopt')
  @Gives(BudgetPreviewDto, 'See neighbourhood budgets to the cent before they are adopted', {
    about: 'Checks everything and changes nothing.',
  })
  previewNeighbourhoodBudgets(@Caller() call: Call, @Body() body: NewNeighbourhoodBudgetDto) {
    return this.door.run(call, async (tx) => {
      const { budgets, ordinance } = await previewBudgets(tx, budgetRequest(body));
      return { budgets: budgets.map(plannedView), ordinanceVersion: ordinance.version };
    });
  }

  @Post('neighbourhood-budgets')
  @Needs('budget.adopt')
  @Once()
  @Gives(AdoptedBudgetsDto, 'Adopt one neighbourhood budget, or one per neighbourhood', {
    status: 201,
    about:
      'The money of every year is set apart from its source at once. Years up to this one count from now, the next stands under budget reservation.',
  })
  adoptNeighbourhoodBudgets(@Caller() call: Call, @Body() body: NewNeighbourhoodBudgetDto) {
    return this.door.once(call, 201, async (tx) => ({
      items: await budgetsByIds(tx, await adoptBudgets(tx, newId(), budgetRequest(body))),
    }));
  }

  @Get('neighbourhood-budgets/:id')
  @Needs('budget.view')
  @Gives(NeighbourhoodBudgetDetailDto, 'Get a neighbourhood budget with its equation per year and source')
  getNeighbourhoodBudget(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => (await budgetViews(tx, [await budgetById(tx, id)]))[0]);
  }

  @Get('neighbourhood-budgets/:id/apportionment')
  @Needs('budget.view')
  @Gives(ApportionmentDto, 'Get how the amount of a neighbourhood budget came about', {
    about: 'Worked out again from what was kept when it was adopted: exact shares, what rounding left over, and who got it.',
  })
  getApportionment(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => apportionmentView(await explainBudget(tx, id)));
  }

  @Get('neighbourhood-budgets/:id/instalments')
  @Needs('budget.view')
  @Gives(PageOf(InstalmentDto), 'List the instalments of a neighbourhood budget, by year')
  async listInstalments(@Caller() call: Call, @PathId() id: string, @Query() query: PageQuery) {
    const page = await this.door.run(call, async (tx) => {
      const { id: budgetId } = await budgetById(tx, id);
      return pageOf(tx, Instalment, { by: { fiscalYear: 'number', id: 'id' } }, query, { budgetId });
    });
    return shown(call, page, instalmentView);
  }
}
