import { Paragraph, useTranslator } from '../kit/index.js';

/** The house rules of a budget, one per line, as the body and the council agreed on them; a sentence when there are none. */
export function HouseRules({ rules }: { rules: readonly string[] }) {
  const t = useTranslator();
  if (rules.length === 0) return <Paragraph>{t('Er zijn geen huisregels afgesproken.', 'No house rules were agreed on.')}</Paragraph>;
  return (
    <ul class="utrecht-unordered-list">
      {rules.map((rule) => (
        <li class="utrecht-unordered-list__item">{rule}</li>
      ))}
    </ul>
  );
}
