import { describe, expect, it } from '@jest/globals';
import { type Actor, type Problem, SYSTEM } from '../core/index.js';
import { can, type Permission, PERMISSIONS, permissionsOf, permissionWords, requirePermission, ROLES, type ScopedActor } from './index.js';

const as = (role: string): Actor => ({ personId: null, role, organisationId: null });

/** Whatever does more than look. */
const CHANGES = PERMISSIONS.filter((permission) => !/\.(view|read)$/.test(permission) && permission !== 'report.request');

describe('what a role may never do', () => {
  const never: [role: string, why: string, permissions: Permission[]][] = [
    [
      'finance_officer',
      'decide on a spend inside a delegated budget',
      ['drawing-right.grant', 'drawing-right.end', 'draw.decide', 'draw.reverse'],
    ],
    ['finance_officer', 'draw or confirm', ['draw.reserve', 'draw.confirm', 'draw.void']],
    ['neighbourhood_body', 'widen the frame of the council', ['decision.record', 'source.create', 'budget.adopt', 'instalment.release']],
    ['neighbourhood_body', 'draw, confirm or pay', ['draw.reserve', 'draw.confirm', 'payable.prepare', 'payable.approve']],
    ['initiative', 'grant itself or confirm its own draw', ['drawing-right.grant', 'draw.confirm', 'draw.reverse', 'draw.decide']],
    ['initiative', 'pay itself or see others’ money', ['payable.prepare', 'payable.approve', 'payable.view', 'entries.read']],
    ['supplier', 'draw for itself', ['draw.reserve', 'drawing-right.grant', 'draw.decide']],
    ['supplier', 'pay itself', ['payable.prepare', 'payable.approve']],
    [
      'contact_officer',
      'pay, grant or draw',
      ['payable.prepare', 'payable.approve', 'drawing-right.grant', 'draw.reserve', 'budget.adopt'],
    ],
    ['councillor', 'change anything', CHANGES],
    ['visit_panel', 'change anything', CHANGES],
    [
      'system',
      'decide anything',
      ['decision.record', 'budget.adopt', 'drawing-right.grant', 'draw.reserve', 'draw.confirm', 'payable.approve'],
    ],
  ];
  it.each(never)('%s: %s', (role, _why, permissions) => {
    expect(permissions.length).toBeGreaterThan(0);
    expect(permissions.filter((permission) => can(as(role), permission))).toEqual([]);
  });

  it('an unknown role may do nothing', () => {
    for (const role of ['', 'mayor', 'constructor', '__proto__']) expect(permissionsOf(role)).toEqual([]);
  });
});

describe('what a role is for', () => {
  it.each<[string, Permission[]]>([
    [
      'finance_officer',
      ['decision.record', 'source.create', 'budget.adopt', 'payable.prepare', 'payable.approve', 'council.read', 'token.manage'],
    ],
    ['neighbourhood_body', ['drawing-right.grant', 'drawing-right.end', 'draw.decide', 'budget.view']],
    ['initiative', ['draw.reserve', 'draw.void']],
    ['supplier', ['draw.confirm', 'draw.void', 'payable.view']],
    ['councillor', ['council.read', 'entries.read', 'report.read', 'report.request']],
  ])('%s', (role, permissions) => {
    for (const permission of permissions) expect(() => requirePermission(as(role), permission)).not.toThrow();
  });

  it('every permission is somebody’s, and nobody has one twice', () => {
    const roles = [...ROLES, 'system'];
    for (const permission of PERMISSIONS) expect(roles.some((role) => can(as(role), permission))).toBe(true);
    for (const role of roles) expect(new Set(permissionsOf(role)).size).toBe(permissionsOf(role).length);
  });
});

describe('a refusal', () => {
  const refusal = (actor: Actor, permission: Permission): Problem => {
    try {
      requirePermission(actor, permission);
    } catch (error) {
      return error as Problem;
    }
    throw new Error('it was allowed');
  };

  it('says who may', () => {
    const problem = refusal(as('councillor'), 'drawing-right.grant');
    expect(problem.status).toBe(403);
    expect(problem.words).toEqual({
      nl: 'Een trekkingsrecht toekennen kan niet als raadslid. Dat kan alleen als wijkorgaan.',
      en: 'Grant a drawing right: not possible as councillor. Only as neighbourhood body.',
    });
    expect(refusal(as('initiative'), 'draw.reverse').words.nl).toContain('wijkorgaan of leverancier');
    expect(refusal(as('finance_officer'), 'draw.expire').words.nl).toBe('Verlopen opnames vrijgeven: dat doet Buurtkas zelf.');
  });

  it('says which scope a token misses, and a scope widens no role', () => {
    const token: ScopedActor = { ...as('finance_officer'), scopes: ['budget.view', 'draw.reserve'] };
    expect(can(token, 'budget.view')).toBe(true);
    expect(refusal(token, 'budget.adopt')).toMatchObject({ status: 403, type: 'scope-missing' });
    expect(refusal(token, 'budget.adopt').words.nl).toContain(permissionWords['budget.adopt'].nl);
    expect(refusal(token, 'draw.reserve')).toMatchObject({ status: 403, type: 'forbidden' });
  });

  it('does not stop what the system is there for', () => {
    expect(can(SYSTEM, 'draw.expire')).toBe(true);
    expect(can(SYSTEM, 'instalment.release')).toBe(true);
  });
});
