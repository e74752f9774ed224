import { Paragraph, Section, useTranslator } from '../kit/index.js';

/** The house rules of a budget, one per line, as the body and the council agreed on them; a sentence when there are none. */
export function HouseRules({ rules }: { rules: readonly string[] }) {
  const t = useTranslator();
  if (rules.length === 0) return <Paragraph>{t('Er zijn geen spelregels afgesproken.', 'No house rules were agreed on.')}</Paragraph>;
  return (
    <ul class="utrecht-unordered-list">
      {rules.map((rule) => (
        <li>{rule}</li>
      ))}
    </ul>
  );
}

/** The house rules of one budget under a title of their own; nothing when there are none. */
export function HouseRulesSection({ budgetName, rules }: { budgetName: string; rules: readonly string[] }) {
  const t = useTranslator();
  if (rules.length === 0) return null;
  return (
    <Section title={t('Spelregels', 'House rules')} intro={t(`Van wijkbudget ${budgetName}`, `Of the budget ${budgetName}`)}>
      <HouseRules rules={rules} />
    </Section>
  );
}
