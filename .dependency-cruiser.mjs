/** Which lib may know which: a lib never reaches up, and two that stand beside each other do not meet. */
const base = ['core', 'tenancy'];
const money = [...base, 'audit', 'identity', 'ledger'];
const knows = {
  core: [],
  tenancy: ['core'],
  audit: base,
  identity: [...base, 'audit'],
  ledger: base,
  budgets: money,
  relations: [...money, 'budgets'],
  'drawing-rights': [...money, 'budgets', 'relations'],
  payments: [...money, 'budgets', 'relations', 'drawing-rights'],
  accountability: [...money, 'budgets', 'relations', 'drawing-rights'],
  notifications: [...base, 'audit', 'identity'],
};

const direction = Object.entries(knows).map(([lib, allowed]) => ({
  name: `${lib}-knows-${allowed.length > 0 ? 'only-what-is-below' : 'nothing'}`,
  comment: `libs/${lib} may import ${allowed.join(', ') || 'no other lib'}; what is above it calls it, not the other way round.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    ...direction,
    {
      name: 'a-lib-has-one-door',
      comment: 'A lib is entered by its index.ts.',
      severity: 'error',
      from: { path: '^(apps|launcher|test|migrations)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/index\\.ts$' },
    },
    {
      name: 'a-lib-enters-another-by-its-door',
      comment: 'A lib is entered by its index.ts, by other libs as well.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$'] },
    },
    {
      name: 'libs-know-no-doors',
      comment: 'What a lib needs from a door is given to it.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^(apps|launcher|test|migrations)/' },
    },
    {
      name: 'specs-of-libs-know-no-doors',
      comment: 'A spec beside a lib uses test/setup; a story through a door belongs in test/.',
      severity: 'error',
      from: { path: '^libs/.*\\.spec\\.tsx?$' },
      to: { path: '^(apps|launcher)/' },
    },
    {
      name: 'doors-do-not-know-each-other',
      comment: 'api, web and worker run apart; what they share is in libs.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'doors-know-no-tests',
      comment: 'The product does not import its tests or its launcher.',
      severity: 'error',
      from: { path: '^(apps|migrations|launcher)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^test/' },
    },
    {
      name: 'doors-do-not-migrate',
      comment: 'Only the launcher, the scripts and the tests migrate; a door connects as a role that may not.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(migrations|launcher)/' },
    },
    { name: 'no-cycles', comment: 'Two files that need each other are one file.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'everything-is-found',
      comment: 'An import that leads nowhere, or to a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
