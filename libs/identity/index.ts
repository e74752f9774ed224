import { ApiToken } from './api-token.entity.js';
import { LoginAttempt } from './login-attempt.entity.js';
import { Membership } from './membership.entity.js';
import { Person } from './person.entity.js';
import { Session } from './session.entity.js';

export { ApiToken, LoginAttempt, Membership, Person, Session };
export * from './api-tokens.service.js';
export * from './demo-roles.service.js';
export { logIn, type LoggedIn } from './logins.service.js';
export * from './memberships.service.js';
export { hashPassword, verifyPassword } from './passwords.js';
export * from './people.service.js';
export * from './permissions.js';
export * from './roles.js';
export { logOut, removeExpiredSessions, sessionByToken, switchMembership } from './sessions.service.js';
export * from './viewer.js';

export const identityEntities = [Person, Membership, Session, LoginAttempt, ApiToken];
