import { badInputs, conflict, constraintOf, type FieldProblem, type Lang, newId, notFound, type Tx } from '../core/index.js';
import { hashPassword } from './passwords.js';
import { Person } from './person.entity.js';

/** Whether a text is an e-mail address that Buurtkas can use. Plain ASCII, so that every part of it agrees on lower case. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[!-?A-~]+@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(text);
}

/**
 * Adds a person; in any transaction, because people are shared. Without a password they cannot log in with one.
 * @throws Problem 422 naming the field; 409 when the e-mail address is known already
 */
export async function createPerson(
  tx: Tx,
  { email, name, password, language = 'nl' }: { email: string; name: string; password?: string; language?: Lang },
): Promise<Person> {
  const fields: FieldProblem[] = [];
  const address = email.trim();
  if (!isEmail(address))
    fields.push({
      field: 'email',
      words: { nl: 'Vul een e-mailadres in, zoals naam@voorbeeld.nl.', en: 'Enter an e-mail address, like name@example.org.' },
    });
  if (!name.trim() || name.length > 120)
    fields.push({
      field: 'name',
      words: { nl: 'Vul een naam in van hoogstens 120 tekens.', en: 'Enter a name of at most 120 characters.' },
    });
  if (fields.length > 0) throw badInputs(fields);
  const id = newId();
  const passwordHash = password === undefined ? null : await hashPassword(password);
  try {
    await tx.rows('insert into people (id, email, name, password_hash, language, created_at) values ($1, $2, $3, $4, $5, $6)', [
      id,
      address,
      name.trim(),
      passwordHash,
      language,
      tx.now,
    ]);
  } catch (error) {
    if (constraintOf(error) === 'person_email_is_unique')
      throw conflict('person-exists', { nl: 'Dit e-mailadres is al bekend.', en: 'This e-mail address is known already.' }, 'email');
    throw error;
  }
  return personById(tx, id);
}

/** The person with this e-mail address, however it is capitalised. */
export async function personByEmail(tx: Tx, email: string): Promise<Person | null> {
  return tx.manager.findOneBy(Person, { emailLower: email.trim().toLowerCase() });
}

/** The person with this id. @throws Problem 404 */
export async function personById(tx: Tx, id: string): Promise<Person> {
  const person = await tx.manager.findOneBy(Person, { id });
  if (!person) throw notFound();
  return person;
}
