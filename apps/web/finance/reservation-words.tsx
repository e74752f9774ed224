import type { Reservation } from '../../../libs/budgets/index.js';
import { Status, useTranslator } from '../kit/index.js';

/** How a reservation stands: waiting for the council, to be invoked until a day, or lapsed. Lapsed is grey: it is the good ending. */
export function ReservationStatus({ reservation }: { reservation: Reservation }) {
  const t = useTranslator();
  if (reservation.presumed && reservation.open) return <Status kind="wait">{t('Wacht op de raad', 'Waits for the council')}</Status>;
  if (!reservation.open) return <Status kind="rest">{t('Vervallen', 'Lapsed')}</Status>;
  return <Status kind="wait">{t('In te roepen', 'To be invoked')}</Status>;
}
